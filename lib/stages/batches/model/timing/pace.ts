import type { ProviderLimits, RemoteBatch } from "@/lib/core/provider";

// How long until something is done again. All of it is pure: `roll` is a number from 0 to 1 that spreads calls.

const MINUTE = 60;
const HOUR = 3600;

/** A fixed interval holds for everything, so that tests and the sandbox need not wait. */
export type Rhythm = { pollSeconds: number | null; roll: number };

export type Look = {
  state: RemoteBatch["state"];
  /** Since the provider took it. */
  ageSeconds: number;
  /** Until its window closes; null: not told. */
  leftSeconds: number | null;
  showsProgress: boolean;
  /** The connection's own limit, and how many batches share it. */
  requestsPerMinute: number | null;
  batchesOfConnection: number;
};

/** Often while it is young or about to end, seldom in the long middle; never beyond half of what the connection allows. */
export function secondsUntilLook(look: Look, { pollSeconds, roll }: Rhythm): number {
  if (pollSeconds !== null) return pollSeconds;
  const wanted = spread(wantedSeconds(look), roll);
  if (look.requestsPerMinute === null) return wanted;
  return Math.max(wanted, (look.batchesOfConnection * MINUTE * 2) / look.requestsPerMinute);
}

function wantedSeconds({ state, ageSeconds, leftSeconds, showsProgress }: Look): number {
  if (state === "validating" && ageSeconds < 2 * MINUTE) return 5;
  if (state === "finishing") return 10;
  if (state === "cancelling") return 15;
  const isNearEnd = leftSeconds !== null && leftSeconds < 10 * MINUTE;
  if (ageSeconds < 10 * MINUTE || isNearEnd) return showsProgress ? 15 : 20;
  if (ageSeconds < HOUR) return showsProgress ? 30 : 60;
  if (ageSeconds < 6 * HOUR) return showsProgress ? 60 : 90;
  return showsProgress ? 2 * MINUTE : 3 * MINUTE;
}

/** Within a tenth of it, so that a thousand batches that began together do not ask together. */
const spread = (seconds: number, roll: number) => seconds * (0.9 + 0.2 * roll);

/** After the n-th trouble in a row: 5 s, 10 s, 20 s … at most a quarter of an hour, the half of it by chance. */
export function secondsAfterTrouble(troubles: number, { pollSeconds, roll }: Rhythm): number {
  const doubled = 2 ** Math.min(Math.max(troubles, 1) - 1, 12);
  if (pollSeconds !== null) return pollSeconds * Math.min(doubled, 8);
  return Math.min(5 * doubled, 15 * MINUTE) * (0.5 + 0.5 * roll);
}

/** For what only a person can mend, such as a revoked key: it is tried seldom, and works by itself once mended. */
export function secondsAfterRefusal(troubles: number, { pollSeconds, roll }: Rhythm): number {
  if (pollSeconds !== null) return pollSeconds * 4;
  return spread(Math.min(5 * MINUTE * 2 ** Math.min(Math.max(troubles, 1) - 1, 3), 30 * MINUTE), roll);
}

/** How long a queued part waits for room in the provider's queue. */
export function secondsUntilRoom(tries: number, rhythm: Rhythm): number {
  if (rhythm.pollSeconds !== null) return rhythm.pollSeconds * 2;
  return spread(Math.min(30 * 2 ** Math.min(Math.max(tries, 1) - 1, 5), 10 * MINUTE), rhythm.roll);
}

/** Between looks for a submission that may or may not be there. */
export function secondsUntilSearch(tries: number, rhythm: Rhythm): number {
  if (rhythm.pollSeconds !== null) return rhythm.pollSeconds;
  return spread(Math.min(30 * 2 ** Math.min(tries, 6), 15 * MINUTE), rhythm.roll);
}

/** After a create whose answer was lost: when a list of the provider surely shows what it took. */
export function secondsUntilVisible(
  limits: Pick<ProviderLimits, "visibleAfterSeconds">,
  { pollSeconds }: Pick<Rhythm, "pollSeconds">,
): number {
  return pollSeconds === null ? limits.visibleAfterSeconds : pollSeconds * 3;
}

/** A worker that says nothing for so long has lost its work; it says something three times in that time. */
export function leaseSeconds({ pollSeconds }: Pick<Rhythm, "pollSeconds">): number {
  return pollSeconds === null ? MINUTE : Math.min(Math.max(pollSeconds * 10, 3), MINUTE);
}

export const later = (now: Date, seconds: number): Date =>
  new Date(now.getTime() + Math.ceil(seconds * 1000));
export const secondsBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 1000;
