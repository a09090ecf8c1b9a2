import { expect, test } from "vitest";
import { batchRow } from "@/lib/testing/batches/rows";
import { stepsOfBatches } from "./batch-steps";

const NOW = new Date("2025-12-02T16:42:00Z");
const reason = { code: "at-risk", message: "At this rate 2,800 requests would miss the deadline." };

test("a batch that runs well asks nothing of anybody", () => {
  expect(stepsOfBatches([batchRow()], NOW)).toEqual([]);
});

test("what is at risk says how long there is, and leads to the batch", () => {
  const cost = { estimate: 231n, settled: null, syncEquivalent: null, estimateSync: null, unpriced: 0 };
  expect(stepsOfBatches([batchRow({ isAtRisk: true, reason, cost })], NOW)).toMatchObject([
    {
      role: "manager",
      title: "A batch of docs/contract-extract may miss its deadline",
      detail: reason.message,
      age: "5 h 24 m left",
      stake: 231n,
      action: { label: "See it", href: "/batches/bat_7k4" },
    },
  ]);
});

test.each([
  ["unsure", "Decide", "/batches/bat_7k4"],
  ["blocked", "Mend", "/batches/new?batch=bat_7k4"],
  ["failed", "See why", "/batches/bat_7k4"],
  ["expired", "Run or retry", "/batches/bat_7k4"],
] as const)("%s leads to where it is settled", (state, label, href) => {
  expect(stepsOfBatches([batchRow({ state })], NOW)[0]?.action).toEqual({ label, href });
});

test("requests without a price are counted", () => {
  const cost = { estimate: null, settled: null, syncEquivalent: null, estimateSync: null, unpriced: 12 };
  expect(stepsOfBatches([batchRow({ state: "completed", cost })], NOW)[0]).toMatchObject({
    title: "12 requests of docs/contract-extract have no price",
    stake: null,
  });
});
