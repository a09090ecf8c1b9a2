import { expect, test } from "vitest";
import type { Answer, Stage } from "@/lib/core/values";
import { shownStage, standingOf } from "./standing";

const day = (text: number) => new Date(Date.UTC(2025, 10, text));
const said = (answer: Answer, on: number) => ({
  answer,
  at: day(on),
  by: "a@x.org",
  share: 1,
  scope: null,
  askAgainAt: day(30),
});
const asked = (on: number) => ({ at: day(on), owner: "a@x.org" });
type Case = [
  string,
  [Stage, number] | null,
  ReturnType<typeof said> | null,
  ReturnType<typeof asked> | null,
  Stage,
];

test.each<Case>([
  ["nothing said", null, null, null, "candidate"],
  ["a question waits", null, null, asked(3), "asked"],
  ["a yes waits for approval", null, said("yes", 4), null, "asked"],
  ["so does a part", null, said("part", 4), null, "asked"],
  ["a no declines", null, said("no", 4), null, "declined"],
  ["asked anew after a no", null, said("no", 4), asked(8), "asked"],
  ["the no came after the question", null, said("no", 8), asked(4), "declined"],
  ["a person approved it", ["approved", 6], said("yes", 4), null, "approved"],
  ["the owner then says no", ["approved", 6], said("no", 7), null, "declined"],
  ["in a pilot too", ["pilot", 6], said("no", 7), null, "declined"],
  ["an older no does not hold against a person", ["approved", 6], said("no", 4), null, "approved"],
  ["a question does not move a pilot", ["pilot", 6], null, asked(8), "pilot"],
  ["what is migrated stays", ["migrated", 6], said("no", 7), asked(8), "migrated"],
  ["confirmed stays", ["confirmed", 6], null, null, "confirmed"],
  ["declined by a person", ["declined", 6], said("yes", 4), null, "declined"],
  ["and asked again", ["declined", 6], said("yes", 4), asked(9), "asked"],
  ["and said yes later", ["declined", 6], said("yes", 9), null, "asked"],
  ["put back to candidate", ["candidate", 6], said("yes", 4), asked(3), "candidate"],
])("%s", (_, placed, answer, question, stage) => {
  const since = placed ? day(placed[1]) : null;
  expect(standingOf({ stage: placed?.[0] ?? null, since }, { answer, question }).stage).toBe(stage);
});

test("since when: a move, or the owner's word", () => {
  expect(
    standingOf({ stage: "pilot", since: day(6) }, { answer: said("yes", 4), question: null }).since,
  ).toEqual(day(6));
  expect(standingOf({ stage: null, since: null }, { answer: said("no", 4), question: null }).since).toEqual(
    day(4),
  );
  expect(standingOf({ stage: null, since: null }, { answer: null, question: null }).since).toBeNull();
});

test("Spend calls a candidate only what can wait", () => {
  expect(shownStage("candidate", "good")).toBe("candidate");
  expect(shownStage("candidate", "stays-sync")).toBeNull();
  expect(shownStage("candidate", null)).toBeNull();
  expect(shownStage("declined", "stays-sync")).toBe("declined");
});
