import { rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { authorise } from "@/lib/core/access";
import type { ProviderDefinition } from "@/lib/core/provider";
import type { BatchState } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import type { Outcome } from "@/lib/platform/queue";
import { isDiskFull } from "@/lib/platform/stream-to-disk";
import { countTokensJob, prepareBatchJob } from "./jobs";
import { isBlocked, type PreflightReport } from "./model/preflight";
import { reasonOf } from "./model/preflight/reason";
import type { Reason } from "./model/view";
import { checkUpload } from "./preflight/check-upload";
import { addEventOn, findUnsent, moveUnsent, saveReport, type Unsent } from "./store/checked";
import { inSql, oneAtATime } from "./store/transaction";

/** A fix or an exact count may come while it waits; once it was started it is checked no more. */
const CHECKED: BatchState[] = ["preflight", "blocked", "held"];
const LAST_TRY = 5;
const AGAIN_MS = 60_000;

/**
 * Looks through the upload of a batch with the fixes that stand, and says what it found: blocked, held or queued. Safe to
 * run twice; what was changed meanwhile is looked at by the next.
 */
export async function preflightBatch(ctx: Context, { batchId }: { batchId: string }): Promise<Outcome> {
  authorise(ctx.actor, "batches.write");
  return oneAtATime(ctx, batchId, async () => {
    const batch = await findUnsent(ctx, batchId);
    if (!batch || batch.isPrepared || !CHECKED.includes(batch.state)) return undefined;
    try {
      await check(ctx, batch);
      return undefined;
    } catch (error) {
      return recover(ctx, batch, error);
    }
  });
}

async function check(ctx: Context, batch: Unsent): Promise<void> {
  const definition = ctx.providers.get(batch.provider);
  if (!definition)
    return block(ctx, batch, {
      code: "provider",
      message: `This version of Offpeak does not know ${batch.provider}.`,
    });
  const folder = ctx.files.pathOf("batches", batch.id);
  const upload = await stat(path.join(folder, "upload")).catch(() => null);
  if (upload?.size !== batch.bytes)
    return block(ctx, batch, {
      code: "files-gone",
      message: "Its upload is no longer here. Upload the file again.",
    });
  const { report, isCountable } = await checkUpload(ctx, batch, { definition, folder });
  const isSaved = await publish(ctx, batch, { report, definition, isCountable });
  const [next, plan] = [path.join(folder, "plan.next"), path.join(folder, "plan")];
  if (isSaved) await rename(next, plan);
  else await rm(next, { force: true });
}

type Found = { report: PreflightReport; definition: ProviderDefinition; isCountable: boolean };

async function publish(
  ctx: Context,
  batch: Unsent,
  { report, definition, isCountable }: Found,
): Promise<boolean> {
  const payload = { organisationId: ctx.organisation.id, batchId: batch.id };
  const blocked = isBlocked(report);
  const state: BatchState = blocked ? "blocked" : batch.start === "now" ? "queued" : "held";
  return inSql(ctx, async (client) => {
    const to = { state, reason: blocked ? reasonOf(report) : null };
    if (!(await moveUnsent(client, ctx, { batch, from: CHECKED, to }))) return false;
    // What a person named stands where lines name none; what lines name is told anew each time.
    await saveReport(client, { id: batch.id, model: definition.needsModel ? batch.model : null }, report);
    if (batch.state === "preflight") {
      const event = blocked ? "batch.blocked" : "batch.checked";
      const detail = { lines: report.lines, requests: report.requests };
      await addEventOn(client, ctx, { batchId: batch.id, event, detail });
    }
    if (state === "queued") await ctx.queue.enqueue(client, prepareBatchJob, payload);
    else if (isCountable) await ctx.queue.enqueue(client, countTokensJob, payload);
    return true;
  });
}

async function block(ctx: Context, batch: Unsent, reason: Reason): Promise<void> {
  await inSql(ctx, (client) =>
    moveUnsent(client, ctx, { batch, from: CHECKED, to: { state: "blocked", reason } }),
  );
}

/** A full disk and what nobody expected: it stays where it is, says why, and is tried again. */
async function recover(ctx: Context, batch: Unsent, error: unknown): Promise<Outcome> {
  const stay = (reason: Reason) =>
    inSql(ctx, (client) =>
      moveUnsent(client, ctx, { batch, from: [batch.state], to: { state: batch.state, reason } }),
    );
  if (isDiskFull(error)) {
    await stay({
      code: "disk-full",
      message: "The disk of this server is full. It goes on when there is space.",
    });
    return { again: new Date(ctx.now().getTime() + AGAIN_MS) };
  }
  const tries = Number(/^try-(\d)$/.exec(batch.reason?.code ?? "")?.[1] ?? 0) + 1;
  log.error("batches.preflight", error, { batch: batch.id, tries });
  if (tries >= LAST_TRY) {
    const message =
      "Something went wrong on our side while checking. It has been logged; upload the file again.";
    await block(ctx, batch, { code: "internal", message });
    return undefined;
  }
  await stay({ code: `try-${tries}`, message: "Something went wrong; it is tried again." });
  throw error;
}
