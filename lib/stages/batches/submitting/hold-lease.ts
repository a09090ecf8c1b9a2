import type { Context } from "@/lib/platform/context";
import { later, leaseSeconds } from "../model/timing/pace";
import { renewLease } from "../store/parts/claims";
import { LeaseLost } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";

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
  let heldSince = performance.now();
  const renew = async () => {
    const asked = performance.now();
    const leaseUntil = later(ctx.now(), seconds);
    const isHeld = await renewLease(ctx, part, { leaseUntil, nextCheckAt: later(leaseUntil, graceSeconds) });
    if (isHeld) heldSince = asked;
    else lost.abort(new LeaseLost());
  };
  const timer = setInterval(
    () => {
      // While the database is away nobody renews for us: when the lease has run out, another may be at work.
      if (performance.now() - heldSince > seconds * 1000) lost.abort(new LeaseLost());
      else void renew().catch(() => {});
    },
    (seconds * 1000) / 3,
  );
  try {
    return await work(AbortSignal.any([signal, lost.signal]));
  } finally {
    clearInterval(timer);
  }
}
