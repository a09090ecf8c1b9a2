import type { Context } from "@/lib/platform/context";
import { later, leaseSeconds } from "../model/timing/pace";
import { renewLease } from "../store/claims";
import { LeaseLost } from "../store/move-part";
import type { Part } from "../store/part-row";

type Held = Pick<Part, "id" | "fence">;
type Holding = {
  /** How long after the lease another worker waits before it takes over. */
  graceSeconds?: number;
  signal: AbortSignal;
};

/**
 * Keeps a part while `work` runs, and stops it when another worker holds the part. When this process dies, the part
 * becomes due by itself.
 */
export async function holdLease<T>(
  ctx: Pick<Context, "pool" | "now" | "installation">,
  part: Held,
  { graceSeconds = 0, signal }: Holding,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const seconds = leaseSeconds(ctx.installation);
  const lost = new AbortController();
  const renew = async () => {
    const leaseUntil = later(ctx.now(), seconds);
    const isHeld = await renewLease(ctx, part, { leaseUntil, nextCheckAt: later(leaseUntil, graceSeconds) });
    if (!isHeld) lost.abort(new LeaseLost());
  };
  // A database that is away for a moment is no loss: the next renewal, or the last write, will tell.
  const timer = setInterval(() => void renew().catch(() => {}), (seconds * 1000) / 3);
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(timer);
  }
}
