import { access } from "node:fs/promises";
import path from "node:path";
import { authorise } from "@/lib/core/access";
import type { BatchState } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { Outcome } from "@/lib/platform/queue";
import { preflightBatchJob } from "./jobs";
import { countLines, keepCounts } from "./preflight/tokens/count-lines";
import { findUnsent } from "./store/checked";
import { inSql } from "./store/transaction";

/** While somebody looks at the report and nothing was sent. */
const WAITING: BatchState[] = ["preflight", "blocked", "held"];

/** Counts what was only estimated, in the background; preflight then tells the exact number. Safe to run twice. */
export async function countTokens(ctx: Context, { batchId }: { batchId: string }): Promise<Outcome> {
  authorise(ctx.actor, "batches.write");
  const batch = await findUnsent(ctx, batchId);
  const definition = batch && ctx.providers.get(batch.provider);
  if (!batch || !definition || batch.isPrepared || !WAITING.includes(batch.state)) return undefined;
  const folder = ctx.files.pathOf("batches", batchId);
  const upload = path.join(folder, "upload");
  const model = definition.needsModel ? batch.model : null;
  const counts = await countLines({ upload, provider: definition.id, dialect: definition.dialect, model });
  const isStill = await access(upload).then(
    () => true,
    () => false, // discarded meanwhile
  );
  if (!isStill) return undefined;
  await keepCounts(folder, counts);
  const payload = { organisationId: ctx.organisation.id, batchId };
  await inSql(ctx, (client) => ctx.queue.enqueue(client, preflightBatchJob, payload));
  return undefined;
}
