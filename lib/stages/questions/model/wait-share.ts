import { divideRounded, type Picodollars } from "@/lib/core/money";
import { shareOf } from "@/lib/core/numbers";

export type WaitShare = {
  /** Of all spend; null without any. */
  share: number | null;
  /** Of all spend, the part whose owners have answered. */
  answered: number | null;
  waits: Picodollars;
  total: Picodollars | null;
};

/** What audits of such spend usually find: a third to a half of it can wait. */
export const USUAL_SHARE = { from: 0.3, to: 0.5 };

/** Unanswered spend counts as spend that cannot wait: the share can only grow. */
export function shareThatWaits(
  rows: { cost: Picodollars | null; share: number | null }[],
  total: Picodollars | null,
): WaitShare {
  let [waits, answered] = [0n, 0n];
  for (const { cost, share } of rows) {
    if (cost === null || share === null) continue;
    answered += cost;
    waits += divideRounded(cost * BigInt(Math.round(share * 1_000_000)), 1_000_000n);
  }
  return { share: shareOf(waits, total), answered: shareOf(answered, total), waits, total };
}

/** `38% of the spend may wait, by owners of 81% of it. Audits usually find 30–50%.` */
export function waitWords({ share, answered }: WaitShare): string | null {
  if (share === null || answered === null || answered === 0) return null;
  const percent = (part: number) => `${Math.round(part * 100)}%`;
  return `${percent(share)} of the spend may wait, by the owners of ${percent(answered)} of it. Audits usually find 30–50%.`;
}
