import { setMaxListeners } from "node:events";
import { authorise } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { type OpenedConnection, openConnection } from "@/lib/stages/connections/open-connection";
import { later, leaseSeconds } from "../model/timing/pace";
import { claimParts, takeCalls } from "../store/parts/claims";
import { keepLooks, postponeParts, type QuietLook } from "../store/parts/looks";
import { LeaseLost } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";
import { countSent } from "../store/parts/submissions";
import { rhythmOf } from "../tending/rhythm";
import type { Round, Tender } from "../tending/tender";
import { lookAt } from "./look-at-part";
import { putOnHold } from "./put-on-hold";

/** Waits for one of the worker's few turns; several rounds share them. */
export type Turn = <T>(work: () => Promise<T>) => Promise<T>;
type LookRound = Round & { turn: Turn };

/** Looks at a set of batches that are due. Answers how many there were. */
export async function lookAtDue({ door, contextOf }: Tender, round: LookRound): Promise<number> {
  setMaxListeners(0, round.signal); // every look under way listens
  const leaseUntil = later(door.now(), leaseSeconds(door.installation) * 2);
  const parts = await claimParts(door, "look", { limit: round.limit, leaseUntil });
  const quiet: QuietLook[] = [];
  await Promise.all(
    [...groupedBy(parts, ({ connectionId }) => connectionId).values()].map(async (group) => {
      const ctx = await contextOf(group[0]?.organisationId ?? 0);
      if (ctx) quiet.push(...(await lookThrough(ctx, group, { ...round, leaseUntil })));
    }),
  );
  await keepLooks(door, quiet);
  return parts.length;
}

type LeasedRound = LookRound & { leaseUntil: Date };

/** All of one connection, which is opened once. */
async function lookThrough(ctx: Context, parts: Part[], round: LeasedRound): Promise<QuietLook[]> {
  authorise(ctx.actor, "batches.write");
  const [first] = parts;
  if (!first) return [];
  let opened: OpenedConnection;
  try {
    opened = await openConnection(ctx, first.connectionId);
  } catch (error) {
    await Promise.all(parts.map((part) => trouble(ctx, part, error)));
    return [];
  }
  const allowed = await withinRate(ctx, parts, opened);
  const batchesOfConnection = await countSent(ctx, first.connectionId);
  const looks = allowed.map((part) =>
    round.turn(async () => {
      // Whoever waited longer than its lease leaves the part to the next.
      if (round.signal.aborted || ctx.now() >= round.leaseUntil) return null;
      try {
        return await lookAt(ctx, part, { opened, batchesOfConnection, signal: round.signal });
      } catch (error) {
        await trouble(ctx, part, error);
        return null;
      }
    }),
  );
  return (await Promise.all(looks)).filter((look) => look !== null);
}

/** What this minute's calls do not allow is put off to the next. */
async function withinRate(ctx: Context, parts: Part[], { connection }: OpenedConnection): Promise<Part[]> {
  const perMinute = connection.limits.requestsPerMinute;
  if (perMinute === undefined) return parts;
  const minute = new Date(Math.floor(ctx.now().getTime() / 60_000) * 60_000);
  const granted = await takeCalls(ctx, connection.id, { minute, wanted: parts.length, perMinute });
  const next = later(minute, 60 + rhythmOf(ctx).roll * 20);
  await postponeParts(ctx, parts.slice(granted), next);
  return parts.slice(0, granted);
}

/** One that goes wrong takes none of the others with it. */
async function trouble(ctx: Context, part: Part, error: unknown): Promise<void> {
  if (error instanceof LeaseLost) return;
  try {
    if (error instanceof AppError) await putOnHold(ctx, part, error);
    else log.error("batches.look", error, { part: part.id });
  } catch (failure) {
    if (!(failure instanceof LeaseLost)) log.error("batches.look", failure, { part: part.id });
  }
}

function groupedBy<T, K>(list: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}
