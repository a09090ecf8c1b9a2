import { shareOf, shuffled } from "@/lib/sandbox/platform/chance";
import type { Outcome, Outcomes } from "@/lib/sandbox/platform/setting-parts";

// A batch is not worked line by line. When it starts, the order in which its lines will finish is drawn, and
// how many will have failed at each of 64 points on the way; everything later is arithmetic on time.

/** `steps[n]` is what is done after the (n+1)th part of the run: how many lines, and how many of them failed. */
export type Plan = {
  total: number;
  finishing: number;
  steps: { done: number; failed: number }[];
  orderSeed: string;
};

/** From `share` done at `startedAt` to all done at `endsAt`; `endsAt` null stands still. */
export type Pace = { startedAt: number; share: number; endsAt: number | null };

export const endings = { succeeded: 0, failed: 1, expired: 2 } as const;

const parts = 64;

export function planWork(lineEndings: number[], orderSeed: string): Plan {
  const order = finishingOrder(lineEndings, orderSeed);
  const steps: Plan["steps"] = [];
  const count = Math.min(parts, order.length);
  let failed = 0;
  let done = 0;
  for (let part = 1; part <= count; part++) {
    const until = Math.floor((order.length * part) / count);
    for (; done < until; done++) if (lineEndings[order[done] ?? 0] === endings.failed) failed += 1;
    steps.push({ done, failed });
  }
  return { total: lineEndings.length, finishing: order.length, steps, orderSeed };
}

export function doneShare(pace: Pace, at: number): number {
  if (pace.endsAt === null) return pace.share;
  if (at >= pace.endsAt) return 1;
  const passed = Math.max(0, at - pace.startedAt) / Math.max(1, pace.endsAt - pace.startedAt);
  return pace.share + (1 - pace.share) * passed;
}

export function progressAt(plan: Plan, share: number): { done: number; failed: number } {
  const step = Math.floor(share * plan.steps.length + 1e-9);
  return plan.steps[step - 1] ?? { done: 0, failed: 0 };
}

/** One mark a line: 1 when it is among the first `done` to finish. */
export function finishedLines(plan: Plan, lineEndings: number[], done: number): Uint8Array {
  const finished = new Uint8Array(plan.total);
  for (const place of finishingOrder(lineEndings, plan.orderSeed).slice(0, done)) finished[place] = 1;
  return finished;
}

/** Results come in an order of their own, which is neither that of the input nor that of finishing. */
export function resultOrder(plan: Plan): Uint32Array {
  return shuffled(plan.total, `${plan.orderSeed}:results`);
}

function finishingOrder(lineEndings: number[], orderSeed: string): number[] {
  const order: number[] = [];
  for (const place of shuffled(lineEndings.length, orderSeed))
    if (lineEndings[place] !== endings.expired) order.push(place);
  return order;
}

/** How a line with this custom id will end, if its body has nothing against it. */
export function outcomeFor(outcomes: Outcomes, seed: string): (customId: string) => Outcome {
  const overrides = outcomes.overrides.map(({ pattern, outcome }) => ({
    pattern: new RegExp(pattern),
    outcome,
  }));
  return (customId) => {
    const told = overrides.find(({ pattern }) => pattern.test(customId));
    if (told) return told.outcome;
    const share = shareOf(seed, `outcome:${customId}`);
    if (share < outcomes.failShare) return "failed";
    return share < outcomes.failShare + outcomes.expireShare ? "expired" : "succeeded";
  };
}
