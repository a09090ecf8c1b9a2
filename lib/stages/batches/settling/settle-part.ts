import { authorise } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { RemoteBatch } from "@/lib/core/provider";
import { type Context, inTransaction } from "@/lib/platform/context";
import { isDiskFull } from "@/lib/platform/stream-to-disk";
import { type OpenedConnection, openConnection } from "@/lib/stages/connections/open-connection";
import { afterLook } from "../model/timing/after-look";
import { later } from "../model/timing/pace";
import { putOnHold } from "../monitoring/put-on-hold";
import { movePart } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { countSent, loadSettleFacts } from "../store/parts/submissions";
import { holdLease } from "../submitting/hold-lease";
import { rhythmOf } from "../tending/rhythm";
import { conclude, endGone } from "./conclude";
import { endWithoutResults } from "./end-without-results";
import { readResults } from "./read-results";

/** Several answers that nothing is there, over some minutes, are no hiccup of the provider. */
const TRIES_BEFORE_GONE = 5;
const DAY_MS = 24 * 3_600_000;
const DISK_SECONDS = 60;

/**
 * Reads the results of a part that is over at its provider. Safe to run twice and by two at once: the first outcome of
 * a request stands, and only what is really new is counted. What cannot be read now is read later.
 */
export async function settlePart(ctx: Context, part: Part, signal: AbortSignal): Promise<void> {
  authorise(ctx.actor, "batches.write");
  let opened: OpenedConnection | null = null;
  try {
    opened = await openConnection(ctx, part.connectionId);
    const held = opened;
    await holdLease(ctx, part, { signal }, (signal) => settle(ctx, part, held, signal));
  } catch (error) {
    if (isDiskFull(error)) return waitForRoom(ctx, part);
    if (!(error instanceof AppError)) throw error;
    if (error.code === "not_found" && opened && isGone(ctx, part, opened)) return endGone(ctx, part);
    await putOnHold(ctx, part, error);
  }
}

async function settle(
  ctx: Context,
  part: Part,
  opened: OpenedConnection,
  signal: AbortSignal,
): Promise<void> {
  const remoteId = part.providerBatchId;
  if (remoteId === null) throw new Error("a part that is over has no id at its provider");
  const { provider } = opened;
  const remote = await provider.check(remoteId, signal);
  if (remote.state !== "over") return runsAgain(ctx, part, { opened, remote });
  if (!remote.hasResults && remote.ending !== "completed") return endWithoutResults(ctx, part, remote);
  const facts = await loadSettleFacts(ctx, part.batchId);
  const endedAt = part.remoteEndedAt ?? ctx.now();
  const reading = await readResults(
    ctx,
    { part, facts, endedAt },
    opened,
    provider.results(remoteId, signal),
  );
  signal.throwIfAborted();
  await conclude(ctx, part, { remote, reading });
}

/** A provider that takes back what it said. */
async function runsAgain(
  ctx: Context,
  part: Part,
  { opened, remote }: { opened: OpenedConnection; remote: RemoteBatch },
): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const look = afterLook(remote, {
      definition: opened.definition,
      requestsPerMinute: opened.connection.limits.requestsPerMinute ?? null,
      batchesOfConnection: await countSent(ctx, part.connectionId),
      rhythm: rhythmOf(ctx),
      now: ctx.now(),
    });
    await movePart(ctx, part, look);
    await refreshBatch(ctx, part.batchId);
  });
}

function isGone(ctx: Context, part: Part, { definition }: OpenedConnection): boolean {
  const { resultsKeptDays } = definition.limits;
  const age = ctx.now().getTime() - (part.remoteCreatedAt ?? ctx.now()).getTime();
  const isPastKeeping = resultsKeptDays !== null && age > resultsKeptDays * DAY_MS;
  return isPastKeeping || part.troubles + 1 >= TRIES_BEFORE_GONE;
}

async function waitForRoom(ctx: Context, part: Part): Promise<void> {
  await inTransaction(ctx, async (ctx) => {
    const seconds = rhythmOf(ctx).pollSeconds ?? DISK_SECONDS;
    const reason = {
      code: "disk-full",
      message:
        "The disk of this server is full. The results wait at the provider and are read when there is room.",
    };
    await movePart(ctx, part, { reason, nextCheckAt: later(ctx.now(), seconds) });
    if (part.reason?.code !== reason.code) await refreshBatch(ctx, part.batchId);
  });
}
