import "server-only";
import { z } from "zod";
import type { Context } from "@/lib/platform/context";
import type { BatchId } from "@/lib/stages/batches/model/input";
import { findBatch } from "@/lib/stages/batches/read-batch";
import { methods, route } from "./api";

export const BatchOrdered = z.object({ id: z.string() });

/** That a batch is there, before anything else of a call is looked at. */
export const findingBatch = (ctx: Context, { id = "" }: Record<string, string>) =>
  findBatch(ctx, { batchId: id });

/** The calls that tell a batch to do something and carry nothing else. */
export function batchOrder(summary: string, verb: (ctx: Context, input: BatchId) => Promise<{ id: string }>) {
  return methods({
    POST: route(
      { summary, permission: "batches.write", status: 202, answer: BatchOrdered, find: findingBatch },
      (ctx, { params }) => verb(ctx, { batchId: params.id ?? "" }),
    ),
  });
}
