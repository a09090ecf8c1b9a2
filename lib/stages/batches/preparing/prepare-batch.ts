import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import path from "node:path";
import { authorise } from "@/lib/core/access";
import { formatBytes } from "@/lib/core/numbers";
import type { ProviderDefinition } from "@/lib/core/provider";
import { auditOn } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { Outcome } from "@/lib/platform/queue";
import { isDiskFull } from "@/lib/platform/stream-to-disk";
import { readFallbackPolicy } from "@/lib/stages/migration/read-fallback-policy";
import { freezeRates } from "@/lib/stages/prices/freeze-rates";
import { preflightBatchJob } from "../jobs";
import { ratesOfGroups } from "../model/preflight/estimating/cost";
import { openPlan, type Plan, type PlanHead } from "../preflight/plan-file";
import { addEventOn, findUnsent, moveUnsent, type Unsent } from "../store/checked";
import { copyRequests, freezeBatch, insertParts, type NewPart, sayWhy, takeQueued } from "../store/prepared";
import { inSql, oneAtATime } from "../store/transaction";
import { type Written, writeFiles } from "./write-files";

const AGAIN_MS = 60_000;
/** Room that must stay for the database and the answers. */
const RESERVE = 64_000_000;

/**
 * Writes the files of a batch that may start, then its parts and requests in one transaction. Cut off at any point it
 * begins anew: nothing is sent before that transaction, and after it there is nothing left to do.
 */
export async function prepareBatch(ctx: Context, { batchId }: { batchId: string }): Promise<Outcome> {
  authorise(ctx.actor, "batches.write");
  return oneAtATime(ctx, batchId, async () => {
    const batch = await findUnsent(ctx, batchId);
    const definition = batch && ctx.providers.get(batch.provider);
    if (!batch || !definition || batch.isPrepared || batch.state !== "queued") return undefined;
    const folder = ctx.files.pathOf("batches", batchId);
    const plan = await planOf(folder, batch);
    if (!plan) return checkAgain(ctx, batch);
    try {
      await prepare(ctx, batch, { definition, folder, plan });
      return undefined;
    } catch (error) {
      if (!isDiskFull(error)) throw error;
      return waitForRoom(ctx, { batchId, folder, plan });
    } finally {
      await plan.close();
      await rm(path.join(folder, "requests.csv"), { force: true });
    }
  });
}

/** The plan that was shown; both sides came through one shape, so equal ones read the same. One that a process did not bring to its place is as good. */
async function planOf(folder: string, { preflight, fixes }: Unsent): Promise<Plan | null> {
  const shown = JSON.stringify([fixes, preflight?.parts ?? []]);
  for (const name of ["plan", "plan.next"]) {
    const plan = await openPlan(path.join(folder, name));
    if (plan && JSON.stringify([plan.head.fixes, plan.head.parts]) === shown) return plan;
    await plan?.close();
  }
  return null;
}

/** Without its plan nobody knows what was promised: it is looked at once more. */
async function checkAgain(ctx: Context, batch: Unsent): Promise<undefined> {
  await inSql(ctx, async (client) => {
    const to = { state: "preflight" as const, reason: null };
    if (!(await moveUnsent(client, ctx, { batch, from: ["queued"], to }))) return;
    const payload = { organisationId: ctx.organisation.id, batchId: batch.id };
    await ctx.queue.enqueue(client, preflightBatchJob, payload);
  });
  return undefined;
}

type Task = { definition: ProviderDefinition; folder: string; plan: Plan };

async function prepare(ctx: Context, batch: Unsent, { definition, folder, plan }: Task): Promise<void> {
  const { groups, parts } = plan.head;
  const models = [...new Set(groups.flatMap(({ model }) => model ?? []))];
  const rates = await freezeRates(ctx, { provider: definition.id, models, at: ctx.now() });
  const policy = await readFallbackPolicy(ctx, batch.endpointId);
  const needed = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  if ((await ctx.files.free()) < needed + RESERVE)
    throw Object.assign(new Error("no room for the files of the batch"), { code: "ENOSPC" });
  const written = await writeFiles({
    ...{ batchId: batch.id, folder, plan, dialect: definition.dialect },
    model: definition.needsModel ? batch.model : null,
    rates: ratesOfGroups(groups, rates),
  });
  const kept = policy && { ...policy, capPerNight: policy.capPerNight?.toString() ?? null };
  await inSql(ctx, async (client) => {
    if (!(await takeQueued(client, ctx, batch.id))) return;
    const owner = {
      batchId: batch.id,
      connectionId: batch.connectionId,
      organisationId: ctx.organisation.id,
    };
    await insertParts(client, owner, partsOf(plan.head, written, ctx.now()));
    const hasRenamed = batch.fixes.some(({ kind }) => kind === "rename-duplicates");
    await copyRequests(client, batch.id, written.rows, hasRenamed);
    const requests = plan.head.records;
    await freezeBatch(client, owner, { rates, policy: kept, requests, estimate: written.estimate });
    await addEventOn(client, ctx, {
      batchId: batch.id,
      event: "batch.prepared",
      detail: { requests, parts: parts.length },
    });
    await auditOn(client, ctx, {
      event: "batch.prepared",
      subject: batch.id,
      detail: { requests, parts: parts.length },
    });
  });
}

/** With a canary the rest is held until a person has looked. */
function partsOf({ parts }: PlanHead, { nonces }: Written, now: Date): NewPart[] {
  const hasCanary = parts.some(({ kind }) => kind === "canary");
  return parts.map(({ number, kind, model, path: at, requests, bytes, inputTokens }, place) => {
    const isHeld = hasCanary && kind !== "canary";
    return {
      ...{ number, model, path: at, requests, bytes, inputTokens },
      isCanary: kind === "canary",
      state: isHeld ? "held" : "queued",
      nonce: nonces[place] ?? "",
      // Every submission gets a mark of its own; this one only has to be nobody else's.
      key: `unsent-${randomBytes(12).toString("hex")}`,
      nextCheckAt: isHeld ? null : now,
    };
  });
}

/** What was written of it goes, so that others have room; it is tried again every minute. */
async function waitForRoom(
  ctx: Context,
  { batchId, folder, plan }: { batchId: string; folder: string; plan: Plan },
): Promise<Outcome> {
  const { parts } = plan.head;
  for (const { number } of parts) await rm(path.join(folder, `part-${number}`), { force: true });
  const needed = parts.reduce((sum, { bytes }) => sum + bytes, 0);
  await sayWhy(ctx, batchId, {
    code: "disk-full",
    message: `The disk of this server is full: the files of this batch need ${formatBytes(needed)}. It goes on by itself when there is space.`,
  });
  return { again: new Date(ctx.now().getTime() + AGAIN_MS) };
}
