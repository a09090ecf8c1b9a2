import { describe, expect, test } from "vitest";
import type { Stage } from "@/lib/core/values";
import type { PilotNight } from "./night";
import { checklistOf, DEFAULT_RULES, judgeMove, type MoveFacts, refusalWords } from "./rules";

const at = new Date("2025-11-26T10:00:00Z");
const yes = { answer: "yes" as const, at, by: "priya@example.com", share: 1, scope: null, askAgainAt: at };
const policy = { deadline: "05:00", late: "sync" as const, capPerNight: 200_000_000_000_000n, retries: 2 };
const night = (problems: string[] = []): PilotNight => ({
  ...{ night: "2025-12-01", batchId: null, startedAt: at, readyAt: at, deadlineAt: at },
  ...{ requests: 10, accounted: 10, retried: 0, fallbackRequests: 0, fallbackCost: 0n, problems },
});
const READY: MoveFacts = {
  ...{ stage: "approved", answer: yes, question: null, longestWaitHours: 24, costCenter: "CC-1" },
  ...{ policy, policyAt: at, nights: [], pilots: [], rules: DEFAULT_RULES },
};
const three = [night(), night(), night()];

/** The word of a move: allowed, same, or the check that is open. */
function word(to: Stage, change: Partial<MoveFacts>, reason = ""): string {
  const move = judgeMove(to, { ...READY, ...change }, reason);
  return move.kind === "open" ? move.check.id : move.kind;
}

describe("which check is open", () => {
  test.each<[string, Stage, Partial<MoveFacts>, string]>([
    ["a yes is approved", "approved", { stage: "asked" }, "allowed"],
    [
      "so is a part",
      "approved",
      { stage: "asked", answer: { ...yes, answer: "part", share: 0.5 } },
      "allowed",
    ],
    ["no answer is not", "approved", { stage: "candidate", answer: null }, "answer"],
    ["a no is not", "approved", { stage: "declined", answer: { ...yes, answer: "no" } }, "answer"],
    ["asked comes from asking", "asked", { stage: "candidate", answer: null }, "question"],
    [
      "a question that waits is asked",
      "asked",
      { stage: "declined", question: { at, owner: "p@x.org" } },
      "allowed",
    ],
    ["all is ready for a pilot", "pilot", {}, "allowed"],
    ["no yes, no pilot", "pilot", { stage: "candidate", answer: null }, "answer"],
    ["no cost center, no pilot", "pilot", { costCenter: null }, "cost-center"],
    ["no fallback, no pilot", "pilot", { policy: null, policyAt: null }, "policy"],
    [
      "a deadline past the owner's wait",
      "pilot",
      { policy: { ...policy, deadline: "20h" }, longestWaitHours: 12 },
      "wait",
    ],
    [
      "a deadline within it",
      "pilot",
      { policy: { ...policy, deadline: "12h" }, longestWaitHours: 12 },
      "allowed",
    ],
    ["one pilot at a time", "pilot", { pilots: ["a/b"] }, "slot"],
    [
      "unless more are allowed",
      "pilot",
      { pilots: ["a/b"], rules: { ...DEFAULT_RULES, pilotLimit: 2 } },
      "allowed",
    ],
    ["migrated comes from a pilot", "migrated", { nights: three }, "pilot"],
    ["without nights it is not", "migrated", { stage: "pilot" }, "nights"],
    ["two are not three", "migrated", { stage: "pilot", nights: [night(), night()] }, "nights"],
    ["three in a row are", "migrated", { stage: "pilot", nights: three }, "allowed"],
    [
      "a bad one starts them anew",
      "migrated",
      { stage: "pilot", nights: [night(), night(), night(["late"]), night()] },
      "nights",
    ],
    [
      "a bad one before them does not matter",
      "migrated",
      { stage: "pilot", nights: [night(["late"]), ...three] },
      "allowed",
    ],
    ["the owner's yes is gone", "migrated", { stage: "pilot", nights: three, answer: null }, "answer"],
    ["confirmed never by hand", "confirmed", { stage: "migrated" }, "invoice"],
    ["nor back from it", "migrated", { stage: "confirmed" }, "invoice"],
    ["declined from the beginning", "declined", { stage: "candidate" }, "allowed"],
    ["what is migrated is rolled back first", "declined", { stage: "migrated" }, "roll-back"],
    ["where it stands already", "pilot", { stage: "pilot" }, "same"],
  ])("%s: %s", (_, to, change, expected) => expect(word(to, change)).toBe(expected));

  test.each<[Stage, Stage]>([
    ["migrated", "approved"],
    ["confirmed", "candidate"],
    ["pilot", "approved"],
    ["migrated", "pilot"],
    ["pilot", "declined"],
  ])("from %s back to %s a reason is asked", (stage, to) => {
    expect(word(to, { stage })).toBe("reason");
    expect(word(to, { stage }, "  ")).toBe("reason");
    expect(word(to, { stage }, "Results differ")).toBe("allowed");
  });

  test("a roll back is told from other moves", () => {
    expect(judgeMove("approved", { ...READY, stage: "migrated" }, "x")).toMatchObject({ isRollBack: true });
    expect(judgeMove("candidate", { ...READY, stage: "approved" })).toMatchObject({ isRollBack: false });
  });
});

describe("words", () => {
  const refusal = (to: Stage, change: Partial<MoveFacts>) => {
    const move = judgeMove(to, { ...READY, ...change });
    return move.kind === "open" ? refusalWords(to, move.check, "Priya Raman") : null;
  };

  test.each<[Stage, Partial<MoveFacts>, string]>([
    ["pilot", { pilots: ["support/x"] }, "Taken by support/x"],
    ["pilot", { policy: null }, "Choose a fallback first"],
    ["pilot", { costCenter: null }, "no cost center"],
    ["approved", { stage: "candidate", answer: null }, "Ask Priya Raman first"],
    ["approved", { stage: "declined", answer: { ...yes, answer: "no" } }, "its owner said no"],
    ["migrated", { stage: "pilot", nights: [night(), night()] }, "2 of 3 pilot nights"],
    ["confirmed", { stage: "migrated" }, "Only an invoice"],
    ["candidate", { stage: "migrated" }, "Say why"],
  ])("a refused move to %s says which check is open", (to, change, expected) =>
    expect(refusal(to, change)).toContain(expected),
  );

  test("the checklist leaves out the slot of what holds it", () => {
    const ids = (stage: Stage) => checklistOf({ ...READY, stage }).map(({ id }) => id);
    expect(ids("approved")).toEqual(["answer", "cost-center", "policy", "slot", "nights"]);
    expect(ids("pilot")).toEqual(["answer", "cost-center", "policy", "nights"]);
  });
});
