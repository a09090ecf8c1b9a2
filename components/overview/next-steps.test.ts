import { expect, test } from "vitest";
import { DOLLAR } from "@/lib/core/money";
import type { Gap, Overview } from "@/lib/stages/spend/model/overview";
import { nextSteps, type OpenImport } from "./next-steps";

const nothing: Gap = { count: 0, cost: null, labels: [] };
const gap = (count: number, dollars: bigint, labels: string[]): Gap => ({
  count,
  cost: dollars * DOLLAR,
  labels,
});

function overview(gaps: Partial<Overview["gaps"]> = {}, unpriced: string[] = []): Overview {
  return {
    period: { from: "2025-11-01", to: "2025-11-30" },
    isDefault: true,
    lastDay: "2025-11-30",
    providers: [],
    top: [],
    endpoints: 24,
    totals: {
      cost: 100n,
      costKind: "reported",
      costReported: 100n,
      costListed: null,
      costSync: 100n,
      costBatch: 0n,
      costOther: 0n,
      rows: 1n,
      requests: null,
      requestsUnknown: 0n,
      inputTokens: null,
      cachedInputTokens: null,
      cacheWriteTokens: null,
      outputTokens: null,
      unpricedRows: BigInt(unpriced.length),
      groups: 24,
      unpricedModels: unpriced,
    },
    days: [],
    gaps: { topWithoutOwner: nothing, withoutCostCenter: nothing, withoutEndpoint: nothing, ...gaps },
  };
}

const file = (over: Partial<OpenImport>): OpenImport => ({
  id: "abc",
  filename: "usage.csv",
  status: "done",
  rowsRead: 18_442n,
  rowsRejected: 0n,
  age: "2 days",
  ...over,
});

test("nothing is left to do when nothing is missing", () => {
  expect(nextSteps(overview(), [file({})])).toEqual([]);
});

test("inside a role what blocks comes first, then the most dollars", () => {
  const steps = nextSteps(
    overview({
      topWithoutOwner: gap(2, 500n, ["a", "b"]),
      withoutEndpoint: gap(1, 900n, []),
      withoutCostCenter: gap(1, 5_000n, ["a"]),
    }),
    [file({ id: "map", status: "needs-mapping" })],
  );
  expect(steps.map((step) => `${step.role} ${step.id}`)).toEqual([
    "manager import-map",
    "manager unassigned",
    "manager owners",
    "finance cost-centers",
  ]);
});

test("rows that were left out lead to their import", () => {
  const [step] = nextSteps(overview(), [file({ rowsRejected: 41n })]);
  expect(step?.title).toBe("Fix 41 of 18,442 rows of usage.csv");
  expect(step?.action).toEqual({ label: "Fix rows", href: "/imports/abc" });
});

test("an import that is still read asks nothing of anybody", () => {
  expect(nextSteps(overview(), [file({ status: "running", rowsRejected: 41n })])).toEqual([]);
});

test("one and many are said as such, and the rest is counted", () => {
  const one = nextSteps(overview({ topWithoutOwner: gap(1, 5n, ["chat"]) }), []);
  expect(one[0]?.title).toBe("1 endpoint of the top 10 has no owner");
  const many = nextSteps(overview({ withoutCostCenter: gap(12, 5n, ["a", "b", "c"]) }), []);
  expect(many[0]?.title).toBe("12 endpoints have no cost center");
  expect(many[0]?.detail).toBe("a, b, c and 9 more");
});

test("models without a price are named and in no amount", () => {
  const [step] = nextSteps(overview({}, ["gpt-4.1-ft:larkspur"]), []);
  expect(step).toMatchObject({
    role: "admin",
    stake: null,
    stakeWord: "Not counted",
    detail: "gpt-4.1-ft:larkspur",
  });
});
