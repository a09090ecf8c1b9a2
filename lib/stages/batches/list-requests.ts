import { z } from "zod";
import { ownerScope } from "@/lib/core/access";
import { type Page, pageOf, readCursor } from "@/lib/core/paging";
import type { Context } from "@/lib/platform/context";
import type { BatchId, ListRequests } from "./model/input";
import type { RequestRow } from "./model/view";
import { loadBatch } from "./store/batches";
import { loadRequests } from "./store/reading/request-rows";

const Position = z.tuple([z.int().min(0)]);

/** The requests of a batch in the order of its upload, each with its latest outcome. Never a text of a prompt. */
export async function listRequests(ctx: Context, list: BatchId & ListRequests): Promise<Page<RequestRow>> {
  const owner = ownerScope(ctx.actor, "batches.read");
  const { batchId, limit, cursor, status, search } = list;
  await loadBatch(ctx, batchId, owner);
  const after = readCursor(cursor, Position)?.[0] ?? 0;
  const found = await loadRequests(ctx, {
    batchId,
    status: status ?? null,
    search: search || null,
    after,
    limit,
  });
  return pageOf(found, limit, ({ n }) => [n]);
}
