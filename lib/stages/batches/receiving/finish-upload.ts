import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { baseName } from "@/lib/stages/imports/model/import";
import { ensureEndpoint } from "@/lib/stages/ledger/ensure-endpoint";
import type { Prisma } from "@/prisma/generated/client";
import { preflightBatchJob } from "../jobs";
import type { Fix } from "../model/fix";
import type { NewBatchInput } from "../model/receiving";
import { createBatch } from "../store/received";
import { uploadOf } from "./draft";
import { resolve } from "./resolve";

/** Uploads and answers go after so many days; figures stay. */
const KEPT_DAYS = 30;

export type Whole = { id: string; bytes: number; sha256: string };
/** Of a batch that sends again what another did not bring to its end. */
export type Again = { retryOf: string; fixes: Fix[] };

/** An upload that is whole becomes a batch, and preflight looks at it. */
export async function finishUpload(
  ctx: Context,
  input: NewBatchInput,
  { id, bytes, sha256 }: Whole,
  again: Again | null = null,
): Promise<void> {
  const { costCenter, ...resolved } = await resolve(ctx, input);
  await inTransaction(ctx, async (ctx) => {
    const endpoint = await ensureEndpoint(ctx, input.endpoint);
    const { team = null, label = null, model = null, canary = null, answerSchema = null } = input;
    await createBatch(ctx, {
      ...{ ...resolved, id, bytes, sha256, costCenter, team, label, model, canary },
      ...{ endpointId: endpoint.id, start: input.start, filename: baseName(input.filename) },
      ...{ retryOf: again?.retryOf ?? null, fixes: again?.fixes ?? [] },
      answerSchema: answerSchema as Prisma.InputJsonValue | null,
      filesUntil: new Date(ctx.now().getTime() + KEPT_DAYS * 86_400_000),
    });
    await ctx.queue.enqueue(ctx.db, preflightBatchJob, { organisationId: ctx.organisation.id, batchId: id });
    await audit(ctx, "batch.received", id, { bytes, endpoint: endpoint.key, costCenter });
  });
}

/** Of an upload that came in pieces. */
export async function hashOf(ctx: Pick<Context, "files">, id: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(uploadOf(ctx, id), { highWaterMark: 1 << 20 }), hash);
  return hash.digest("hex");
}
