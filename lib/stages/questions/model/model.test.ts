import { expect, test } from "vitest";
import { NOTHING } from "@/lib/stages/fit/model/evidence";
import { FORECAST, QUIET_EVIDENCE, usd } from "@/lib/testing/questions";
import { ownersOf } from "./asking/owners";
import { afterWeekend, DEFAULT_REMINDERS, nextReminder, retryAt } from "./asking/reminders";
import { contradictions, seenIn } from "./checks";
import { outcomeOf } from "./outcome";
import { driftOf } from "./question";
import { batchWords, maskedEmail, plainName } from "./words";
import { worthAt } from "./worth";

const draft = { answer: "yes", share: 1, whoWaits: null, checks: {}, longestWaitHours: 24 } as const;

test("checks are filled in from traffic, and stay open where nothing is known", () => {
  expect(seenIn(null)).toEqual({});
  expect(seenIn(NOTHING)).toEqual({});
  expect(seenIn(QUIET_EVIDENCE)).toMatchObject({
    whoWaits: { value: "nobody", says: "Half of the results are read after 7 h 20 m or later" },
    agent: { value: false, says: "We saw 0 streaming calls" },
    chain: { value: false, says: "We saw no chains" },
  });
  const chat = {
    ...QUIET_EVIDENCE,
    streamed: { share: 0.312, calls: 1000 },
    causes: { "person-waits": 900, agent: 100 },
  };
  expect(seenIn(chat)).toMatchObject({
    whoWaits: { value: "person" },
    "person-waits": { value: true },
    agent: { value: true, says: "We saw 312 streaming calls" },
  });
});

test("an answer that does not go with the traffic is told so", () => {
  const given = { checks: {}, whoWaits: null };
  expect(contradictions({ ...given, answer: "yes" }, QUIET_EVIDENCE)).toEqual([]);
  expect(contradictions({ ...given, answer: "no" }, QUIET_EVIDENCE)).toEqual([
    "Half of the results are read after 7 h 20 m or later.",
  ]);
  const streaming = { ...QUIET_EVIDENCE, streamed: { share: 0.312, calls: 1000 } };
  expect(contradictions({ ...given, answer: "yes" }, streaming)).toEqual([
    "We saw 312 streaming calls in 30 days.",
  ]);
  expect(contradictions({ ...given, answer: "yes" }, null)).toEqual([]);
});

test("what an answer leads to is told before it is sent", () => {
  expect(outcomeOf({ ...draft, answer: null })).toBeNull();
  expect(outcomeOf(draft)?.title).toBe("With these answers it moves to the night");
  expect(outcomeOf({ ...draft, answer: "part", share: 0.7 })?.title).toContain("70%");
  expect(outcomeOf({ ...draft, answer: "no" })?.tone).toBe("day");
  expect(outcomeOf({ ...draft, whoWaits: "person" })?.text).toContain("a person waits");
  expect(outcomeOf({ ...draft, checks: { chain: true } })?.tone).toBe("half");
  expect(outcomeOf({ ...draft, longestWaitHours: 1 })?.text).toContain("1 h");
});

test("reminders come after 3 and 7 days, then the manager is told, then it is silent", () => {
  const asked = new Date("2025-12-01T09:00:00Z"); // a Monday
  const at = (sent: number) => nextReminder(asked, sent, DEFAULT_REMINDERS);
  expect(at(0)).toEqual({ kind: "reminder", at: new Date("2025-12-04T09:00:00Z") });
  expect(at(1)).toEqual({ kind: "reminder", at: new Date("2025-12-08T09:00:00Z") });
  expect(at(2)).toEqual({ kind: "escalation", at: new Date("2025-12-11T09:00:00Z") });
  expect(at(3)).toBeNull();
  expect(
    nextReminder(asked, 0, { ...DEFAULT_REMINDERS, reminderDays: [], managerAfterDays: null }),
  ).toBeNull();
});

test("weekends are quiet until Monday morning", () => {
  expect(afterWeekend(new Date("2025-12-06T12:00:00Z"))).toEqual(new Date("2025-12-08T08:00:00Z"));
  expect(afterWeekend(new Date("2025-12-07T23:59:00Z"))).toEqual(new Date("2025-12-08T08:00:00Z"));
  expect(afterWeekend(new Date("2025-12-05T23:59:00Z"))).toEqual(new Date("2025-12-05T23:59:00Z"));
  const asked = new Date("2025-12-03T10:00:00Z"); // a Wednesday
  expect(nextReminder(asked, 0, DEFAULT_REMINDERS)?.at).toEqual(new Date("2025-12-08T08:00:00Z"));
  expect(nextReminder(asked, 0, { ...DEFAULT_REMINDERS, quietWeekends: false })?.at.getUTCDay()).toBe(6);
});

test("a message is tried again with longer waits, then given up", () => {
  const now = new Date("2025-12-01T00:00:00Z");
  const waits = [1, 2, 3, 4, 5, 6, 7, 8].map((attempt) => retryAt(now, attempt)?.getTime() ?? null);
  expect(waits.slice(0, 7)).toEqual([...waits.slice(0, 7)].sort((a, b) => (a ?? 0) - (b ?? 0)));
  expect(waits[0]).toBe(now.getTime() + 60_000);
  expect(waits[7]).toBeNull();
});

test("an answer is asked again when the traffic leaves it by more than 20 points", () => {
  const then = { verdict: "good", share: 0.9 };
  expect(driftOf(then, { verdict: "good", share: 0.7 })).toBeNull();
  expect(driftOf(then, { verdict: "good", share: 0.69 })).toContain("90% to 69%");
  expect(driftOf(then, { verdict: "stays-sync", share: 0.9 })).toContain("stays-sync");
  expect(driftOf({ verdict: null, share: null }, then)).toBeNull();
  expect(driftOf(then, { verdict: "not-enough-data", share: null })).toBeNull();
});

test("the saving at a share is its part of the whole, to the cent, and agrees with its ledger", () => {
  const all = worthAt(FORECAST, 1);
  expect(all).toMatchObject({ today: usd(24_316), asBatch: usd(13_389), saving: usd(10_927) });
  expect(worthAt(FORECAST, 0.5)?.saving).toBe(usd(10_927) / 2n);
  const partly = { ...FORECAST, assumptions: { ...FORECAST.assumptions, fit: 0.5 } };
  expect(worthAt(partly, 1)?.saving).toBe(usd(21_854));
  expect(worthAt(null, 1)).toBeNull();
});

test("owners come as a table or as CODEOWNERS, where the last line wins", () => {
  expect(ownersOf("endpoint,owner\nsupport/*,Priya@example.com\n")).toEqual({
    rules: [{ match: { endpoint: "support/*" }, assign: { owner: "priya@example.com" } }],
  });
  expect(
    ownersOf("# all\n* ops@example.com\n/support/ @priya@example.com # hers\ntag:etl etl@example.com"),
  ).toEqual({
    rules: [
      { match: { tag: "etl" }, assign: { owner: "etl@example.com" } },
      { match: { endpoint: "support/*" }, assign: { owner: "priya@example.com" } },
      { match: { endpoint: "*" }, assign: { owner: "ops@example.com" } },
    ],
  });
});

test.each([
  ["support/* nobody", 1],
  ["a* a@example.com\n*b*c b@example.com", 2],
  ["endpoint,owner,colour\na,b@example.com,red", 1],
  ["endpoint,owner\na,b@example.com\nc,nobody", 3],
])("%j names the line that is wrong", (text, line) => expect(ownersOf(text)).toMatchObject({ line }));

test("names are said as people say them, addresses are half hidden", () => {
  expect(plainName("support/ticket-summaries")).toBe("ticket summaries");
  expect(plainName("///")).toBe("///");
  expect(maskedEmail("priya@larkspur.example")).toBe("p•••@larkspur.example");
});

test("whoever fills a batch is told which calls its owner lets wait", () => {
  expect(batchWords({ answer: "yes", scope: null })).toBeNull();
  expect(batchWords({ answer: "no", scope: null })).toBe("Its owner said that it cannot wait.");
  expect(batchWords({ answer: "part", scope: { jobs: ["Nightly"], percent: 70 } })).toBe(
    "Its owner lets part of it wait: Nightly · 70%. The other calls stay sync.",
  );
});
