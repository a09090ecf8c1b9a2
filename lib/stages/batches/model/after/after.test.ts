import { describe, expect, test } from "vitest";
import { promisedAt } from "./deadline";
import { quoteOf } from "./quote";
import { isRestOpen, restOf } from "./rest";

const at = (text: string) => new Date(text);

describe("when a batch was promised", () => {
  const [began, window] = [at("2025-12-01T22:05:00Z"), at("2025-12-02T22:05:00Z")];

  test.each([
    [{ deadline: "05:00", late: "sync" }, "2025-12-02T05:00:00Z"],
    [{ deadline: "22:30", late: "sync" }, "2025-12-01T22:30:00Z"],
    [{ deadline: "20h", late: "sync" }, "2025-12-02T18:05:00Z"],
    [{ deadline: "05:00", late: "wait" }, "2025-12-02T22:05:00Z"],
    [{ deadline: "never", late: "sync" }, "2025-12-02T22:05:00Z"],
    [null, "2025-12-02T22:05:00Z"],
  ])("%j", (policy, expected) => expect(promisedAt(policy, began, window)).toEqual(at(expected)));
});

describe("what running the rest would cost", () => {
  const counts = { total: 10, succeeded: 2, failed: 0, expired: 0, cancelled: 0, syncDone: 0, pending: 8 };
  const batch = { estimate: 1000n, estimateSync: 2000n };

  test("the estimate of what is left, at the sync price", () => {
    expect(quoteOf({ requests: 8, estimate: 800n }, { batch, counts, progress: null })).toEqual({
      requests: 8,
      cost: 1600n,
    });
  });

  test("without what the provider says it has done by now", () => {
    const progress = { done: 6, failed: 0, total: 10 };
    expect(quoteOf({ requests: 8, estimate: 800n }, { batch, counts, progress })).toEqual({
      requests: 4,
      cost: 800n,
    });
  });

  test("unknown without a price", () => {
    const nothing = { estimate: null, estimateSync: null };
    expect(quoteOf({ requests: 8, estimate: null }, { batch, counts, progress: null }).cost).toBeNull();
    expect(
      quoteOf({ requests: 8, estimate: 8n }, { batch: nothing, counts, progress: null }).cost,
    ).toBeNull();
  });
});

test("an order to run the rest is open until it ends; only one that was done counts as complete", () => {
  const order = { cap: "1", quoted: "1", requests: 1, by: "Lena", at: "2025-12-01T00:00:00.000Z" };
  expect([isRestOpen(order), restOf(order)]).toEqual([true, "open"]);
  const ended = { ...order, endedAt: "2025-12-01T01:00:00.000Z" };
  expect(restOf({ ...ended, ended: "done" })).toBe("done");
  expect(restOf({ ...ended, ended: "capped" })).toBe("none");
  expect([isRestOpen(null), restOf(null)]).toEqual([false, "none"]);
});
