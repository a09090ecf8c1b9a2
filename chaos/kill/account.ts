import type { RemoteRecord } from "./record";

/** What must never happen, and how often it did; each with a sentence. */
export class Verdict {
  lost = 0;
  submittedTwice = 0;
  settledTwice = 0;
  stuck = 0;
  constructor(private readonly say: (what: string) => void) {}

  add(kind: "lost" | "submittedTwice" | "settledTwice" | "stuck", count: number, what: string): void {
    if (count === 0) return;
    this[kind] += count;
    this.say(`  ${kind}: ${what}`);
  }

  get isClean(): boolean {
    return this.lost + this.submittedTwice + this.settledTwice + this.stuck === 0;
  }
}

/**
 * By the provider's own account: every text that was asked is unlike every other, so each must have been taken on once.
 * Counted over everything so far; what was told of an earlier round is not told again.
 */
export class ProviderAccount {
  private readonly told = new Map<string, number>();
  private asked = 0;
  private missed = 0;

  judge(record: RemoteRecord, asked: number, verdict: Verdict): void {
    const taken = new Map<string, number>();
    const lines = record.batches.flatMap((batch) => batch.lines.filter(({ status }) => status !== "refused"));
    for (const { request } of [...lines, ...record.sync]) taken.set(request, (taken.get(request) ?? 0) + 1);
    let twice = 0;
    for (const [request, count] of taken) {
      twice += Math.max(0, count - Math.max(1, this.told.get(request) ?? 1));
      this.told.set(request, count);
    }
    verdict.add("submittedTwice", twice, `the provider took ${twice} requests on once too often`);
    this.asked += asked;
    const missing = this.asked - taken.size - this.missed;
    verdict.add("lost", Math.max(0, missing), `the provider never heard of ${missing} requests`);
    this.missed += missing;
  }
}
