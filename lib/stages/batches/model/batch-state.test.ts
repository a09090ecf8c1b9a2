import { describe, expect, test } from "vitest";
import { awaitsRelease, batchStateOf, groupOf } from "./batch-state";
import { countsOf, progressOf } from "./counts";
import { endOfRemote, PART_STATES, type PartState, stateOfRemote } from "./part";

const fresh = { before: "queued", rest: "none" } as const;
const parts = (...states: PartState[]) => states.map((state) => ({ state }));

describe("where a batch is", () => {
  test.each<[PartState[], string]>([
    [["queued", "queued"], "queued"],
    [["queued", "submitting"], "submitting"],
    [["queued", "running"], "running"],
    [["finishing", "running"], "running"],
    [["finishing", "completed"], "finishing"],
    [["completed", "held"], "held"],
    [["running", "held"], "running"],
    [["running", "unsure"], "unsure"],
    [["cancelling", "running"], "cancelling"],
    [["completed", "completed"], "completed"],
    [["completed", "failed"], "completed"],
    [["failed", "failed"], "failed"],
    [["completed", "expired"], "expired"],
    [["completed", "expired", "cancelled"], "cancelled"],
  ])("%j is %s", (states, state) => expect(batchStateOf(parts(...states), fresh)).toBe(state));

  test("before anything is prepared it stays where it was", () => {
    expect(batchStateOf([], { ...fresh, before: "blocked" })).toBe("blocked");
  });

  test("every pair of part states has an answer", () => {
    for (const a of PART_STATES)
      for (const b of PART_STATES)
        expect(batchStateOf(parts(a, b), fresh)).toBe(batchStateOf(parts(b, a), fresh));
  });

  test("while what is left runs as sync it is not over; once all of that ran it is complete", () => {
    const over = parts("cancelled", "completed");
    expect(batchStateOf(over, { ...fresh, rest: "open" })).toBe("finishing");
    expect(batchStateOf(over, { ...fresh, rest: "done" })).toBe("completed");
    expect(batchStateOf(parts("cancelling"), { ...fresh, rest: "open" })).toBe("cancelling");
  });

  test("every state is in one group", () => {
    expect(groupOf("held")).toBe("waiting");
    expect(groupOf("unsure")).toBe("running");
    expect(groupOf("expired")).toBe("finished");
  });

  test("a canary that ended waits for a person, also one that failed", () => {
    const canary = (state: PartState) => ({ state, isCanary: true });
    const rest = { state: "held" as const, isCanary: false };
    expect(awaitsRelease([canary("completed"), rest])).toBe(true);
    expect(awaitsRelease([canary("failed"), rest])).toBe(true);
    expect(awaitsRelease([canary("running"), rest])).toBe(false);
    expect(awaitsRelease([rest])).toBe(false);
  });
});

describe("what the provider says", () => {
  test("a batch that is over is only finishing until its results are read", () => {
    expect(stateOfRemote({ state: "over" })).toBe("finishing");
    expect(stateOfRemote({ state: "validating" })).toBe("running");
    expect(endOfRemote({ ending: "expired" })).toBe("expired");
    expect(endOfRemote({ ending: null })).toBe("completed");
  });
});

describe("counts", () => {
  const tally = { requests: 10, succeeded: 4, failed: 1, expired: 0, cancelled: 0, syncDone: 0 };

  test("what has no end is pending", () => expect(countsOf(tally)).toMatchObject({ total: 10, pending: 5 }));

  test("progress is what was settled and what the provider reports beyond it", () => {
    const remote = { total: 5, succeeded: 2, failed: 1, expired: null, cancelled: null };
    const told = [
      { counts: remote, requests: 5, isSettled: false },
      { counts: remote, requests: 5, isSettled: true },
    ];
    expect(progressOf(told, countsOf(tally))).toEqual({ done: 8, failed: 2, total: 10 });
  });

  test("a provider that tells nothing shows no progress, not zero", () => {
    const frozen = { total: 5, succeeded: null, failed: null, expired: null, cancelled: null };
    expect(progressOf([{ counts: frozen, requests: 5, isSettled: false }], countsOf(tally))).toBeNull();
    expect(progressOf([], countsOf(tally))).toBeNull();
  });
});
