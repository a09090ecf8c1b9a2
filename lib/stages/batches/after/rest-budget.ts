import { divideRounded, type Picodollars } from "@/lib/core/money";

type Estimated = { estimate: Picodollars | null; estimateSync: Picodollars | null };

/**
 * What single calls may still cost. A call is let through when the cap holds even if it costs what was estimated; what
 * is under way counts with its estimate, and so does what ended without a known price.
 */
export class RestBudget {
  private used: Picodollars;

  constructor(
    private readonly cap: Picodollars,
    spent: { cost: Picodollars; unknown: number; done: number },
    private readonly batch: Estimated & { requests: number },
  ) {
    this.used = spent.cost + BigInt(spent.unknown) * this.estimateOf(null);
  }

  /** Null: the cap would not hold. Else what was set aside, to be settled with what it cost. */
  reserve(estimate: Picodollars | null): Picodollars | null {
    const reserved = this.estimateOf(estimate);
    if (this.used + reserved > this.cap) return null;
    this.used += reserved;
    return reserved;
  }

  settle(reserved: Picodollars, cost: Picodollars | null): void {
    this.used += (cost ?? reserved) - reserved;
  }

  /** At the sync price. Without an estimate of its own a request counts as the average one. */
  private estimateOf(estimate: Picodollars | null): Picodollars {
    const { estimate: total, estimateSync, requests } = this.batch;
    if (estimateSync === null) return this.cap + 1n;
    if (estimate === null || !total) return divideRounded(estimateSync, BigInt(Math.max(1, requests)));
    return divideRounded(estimate * estimateSync, total);
  }
}
