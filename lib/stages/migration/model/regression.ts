import { z } from "zod";
import { divideRounded, type Picodollars } from "@/lib/core/money";
import type { Day } from "@/lib/core/period";
import type { Scope } from "@/lib/stages/questions/model/scope";

/** Days that are looked at, up to the last one with usage. */
export const WATCH_DAYS = 7;
/** Late calls run as sync by design: so much of what moved may, before it is a slide. */
export const TOLERATED = 0.1;

/** Calls that moved to batch and run as sync again. */
export type Regression = {
  /** Of what should be batch, by cost at sync price, 0–1. */
  share: number;
  /** Dollars that are lost per day; null when no price tells. */
  perDay: Picodollars | null;
  from: Day;
  to: Day;
};

/** As a JSON column keeps it. */
export const StoredRegression = z
  .object({ share: z.number(), perDay: z.string().nullable(), from: z.string(), to: z.string() })
  .transform((kept): Regression => ({ ...kept, perDay: kept.perDay === null ? null : BigInt(kept.perDay) }));
export const keepRegression = (found: Regression) => ({ ...found, perDay: found.perDay?.toString() ?? null });

/** One day of one job, as billed; the shares say how much of its sync calls a rule admits. */
export type WatchedUsage = {
  day: Day;
  job: string | null;
  sync: Picodollars;
  batch: Picodollars;
  /** Of the sync cost, in the hours of the rule, and of clients of the rule; 1 where the rule names none. */
  inHours: number;
  ofClients: number;
};

type Watch = {
  usage: readonly WatchedUsage[];
  /** Which calls were to wait; null: all of them. */
  scope: Scope | null;
  /** Batch price ÷ sync price of this endpoint; null: not known. */
  batchShare: number | null;
  /** Saved of each sync dollar that runs as batch, 0–1; null: not known. */
  savingShare: number | null;
};

/** Null while what moved stays moved. */
export function regressionOf({ usage, scope, batchShare, savingShare }: Watch): Regression | null {
  const days = [...new Set(usage.map(({ day }) => day))].sort();
  const [from, to] = [days[0], days.at(-1)];
  if (from === undefined || to === undefined) return null;
  let [stray, moved] = [0n, 0n];
  for (const row of usage) {
    moved += atSync(row.batch, batchShare);
    stray += part(row.sync, admitted(scope, row));
  }
  // A share of all calls: what may stay sync is no slide.
  const percent = scope?.percent;
  if (percent !== undefined) stray = over(stray, moved, percent / 100);
  const share = stray + moved === 0n ? 0 : Number((stray * 1_000_000n) / (stray + moved)) / 1_000_000;
  if (share <= TOLERATED) return null;
  const perDay = savingShare === null ? null : divideRounded(part(stray, savingShare), BigInt(days.length));
  return { share, perDay, from, to };
}

function admitted(scope: Scope | null, { job, inHours, ofClients }: WatchedUsage): number {
  const named = scope?.jobs;
  if (named && !named.some((name) => name.trim().toLowerCase() === (job ?? "").trim().toLowerCase()))
    return 0;
  return inHours * ofClients;
}

/** Of everything, `share` was to move: the sync calls beyond the rest are the stray ones. */
function over(sync: Picodollars, moved: Picodollars, share: number): Picodollars {
  const stays = part(sync + moved, 1 - share);
  return sync > stays ? sync - stays : 0n;
}

function atSync(batch: Picodollars, batchShare: number | null): Picodollars {
  const share = batchShare === null || batchShare <= 0 ? 0.5 : batchShare;
  return divideRounded(batch * 1_000_000n, BigInt(Math.max(1, Math.round(share * 1_000_000))));
}

function part(amount: Picodollars, share: number): Picodollars {
  return divideRounded(amount * BigInt(Math.round(share * 1_000_000)), 1_000_000n);
}
