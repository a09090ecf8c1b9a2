import { expect, test } from "vitest";
import { type FunnelEndpoint, funnelOf } from "./funnel";

const one = (part: Partial<FunnelEndpoint>): FunnelEndpoint => ({
  sync: 0n,
  batch: 0n,
  answer: null,
  share: null,
  stage: null,
  ...part,
});

test("what comes into a step and what leaves it add up to the next", () => {
  const { steps, leaves } = funnelOf([
    one({ sync: 100n }),
    one({ sync: 60n, answer: "no" }),
    one({ sync: 11n, stage: "asked" }),
    one({ sync: 134n, batch: 64n, answer: "part", share: 0.7 }),
    one({ sync: 24n, answer: "yes", stage: "approved" }),
    one({ sync: 18n, batch: 265n, answer: "yes", stage: "migrated" }),
  ]);
  const total = (id: string) => steps.find((step) => step.id === id)?.total;
  const left = (after: string) =>
    leaves.filter((leave) => leave.after === after).reduce((sum, { amount }) => sum + amount, 0n);
  expect(total("total")).toBe(676n);
  expect(total("asked")).toBe((total("total") ?? 0n) - left("total"));
  expect(total("fine")).toBe((total("asked") ?? 0n) - left("asked"));
  expect(total("migrated")).toBe((total("fine") ?? 0n) - left("fine"));
  expect(leaves.find(({ id }) => id === "kept-sync")?.amount).toBe(59n);
  expect(total("confirmed")).toBe(0n);
});

test("with nothing asked everything leaves after the first step", () => {
  const { steps, leaves } = funnelOf([one({ sync: 5n, batch: 2n })]);
  expect(leaves).toEqual([{ after: "total", id: "not-asked", amount: 7n }]);
  expect(steps.map(({ total }) => total)).toEqual([7n, 0n, 0n, 0n, 0n]);
});
