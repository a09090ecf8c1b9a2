import { describe, expect, test } from "vitest";
import { CAUSES, type Cause, type Evidence, NOTHING, THRESHOLDS } from "./evidence";
import { REASON_LENGTH } from "./reason";
import { judge, RULES } from "./verdict";

const seen = (causes: Partial<Record<Cause, number>>, more: Partial<Evidence> = {}): Evidence => {
  const calls = Object.values(causes).reduce((sum, count) => sum + count, 0);
  return { ...NOTHING, calls, rows: calls, requestLevelShare: 1, days: 30, causes, ...more };
};

test("every cause has one rule, in the order in which they are asked", () => {
  expect(RULES.map((rule) => rule.id)).toEqual([...CAUSES]);
});

describe("the verdict follows from the shares", () => {
  test.each<[Partial<Record<Cause, number>>, string]>([
    [{ "read-later": 100 }, "good"],
    [{ "read-later": 95, "person-waits": 5 }, "good"],
    [{ "read-later": 80, "person-waits": 20 }, "partial"],
    [{ "person-waits": 100 }, "stays-sync"],
    [{ chain: 95, "read-later": 5 }, "stays-sync"],
    [{ "real-time": 100 }, "partial"],
    [{ webhook: 60, "scheduled-client": 40 }, "partial"],
  ])("%o is %s", (causes, verdict) => {
    expect(judge(seen(causes)).verdict).toBe(verdict);
  });

  test("what is only wanted soon asks the owner instead of assuming", () => {
    expect(judge(seen({ "real-time": 100 })).reason).toMatch(/ask the owner/i);
  });
});

describe("no verdict on fewer calls than stated", () => {
  test("one call below the limit", () => {
    const fit = judge(seen({ "read-later": THRESHOLDS.leastCalls - 1 }));
    expect(fit).toMatchObject({ verdict: "not-enough-data", fitShare: null, work: null });
    expect(judge(seen({ "read-later": THRESHOLDS.leastCalls })).verdict).toBe("good");
  });

  test("sums of a source are no calls", () => {
    const fit = judge({ ...NOTHING, calls: 1_000_000 });
    expect(fit).toMatchObject({ verdict: "not-enough-data", reason: "Only sums were imported, no calls" });
  });
});

test("every reason fits into its line", () => {
  const long = { p50: 5_400_000, p95: 9e9, calls: 9e9 };
  for (const cause of CAUSES)
    for (const other of CAUSES) {
      const evidence = seen(
        { [cause]: 60, [other]: 40 },
        { chainLength: 123.45, timeoutMs: long, readAfterSeconds: long, webhook: { share: 1, calls: 100 } },
      );
      expect(judge(evidence).reason.length).toBeLessThanOrEqual(REASON_LENGTH);
      expect(judge(evidence).reason).not.toBe("");
    }
});
