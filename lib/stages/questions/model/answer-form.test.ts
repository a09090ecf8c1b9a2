import { expect, test } from "vitest";
import { AnswerForm } from "./answer-form";

const filled = {
  percent: "70",
  partBy: "jobs",
  jobs: ["Nightly"],
  hoursFrom: "22",
  hoursTo: "6",
  whoWaits: "person",
  agent: "no",
  chain: "yes",
  webhook: "unsure",
  realTime: "yes",
  realTimeReason: "They type",
  longestWaitHours: "12",
  note: "",
  seen: "0",
};

test("a yes brings its checks, and nothing of the part", () => {
  expect(AnswerForm.parse({ ...filled, answer: "yes" })).toEqual({
    answer: "yes",
    longestWaitHours: 12,
    seen: 0,
    checks: { agent: false, chain: true, "real-time": true, "person-waits": true },
    whoWaits: "person",
    realTimeReason: "They type",
  });
});

test("a part brings its share and its rule", () => {
  const part = { answer: "part", share: 0.7, longestWaitHours: 12, seen: 0 };
  expect(AnswerForm.parse({ ...filled, answer: "part" })).toEqual({ ...part, scope: { jobs: ["Nightly"] } });
  expect(AnswerForm.parse({ ...filled, answer: "part", partBy: "hours" })).toEqual({
    ...part,
    scope: { hours: [22, 23, 0, 1, 2, 3, 4, 5] },
  });
  expect(AnswerForm.parse({ ...filled, answer: "part", partBy: "clients", clients: "cron" })).toEqual({
    ...part,
    scope: { clientClasses: ["cron"] },
  });
  expect(AnswerForm.parse({ ...filled, answer: "part", partBy: "jobs", jobs: undefined })).toMatchObject({
    scope: { percent: 70 },
  });
});

test("a no asks who waits and how long, and ends", () => {
  expect(AnswerForm.parse({ ...filled, answer: "no", realTime: undefined })).toEqual({
    answer: "no",
    longestWaitHours: 12,
    seen: 0,
    checks: { "person-waits": true },
    whoWaits: "person",
  });
});

test.each([
  [{ answer: "part", percent: "140" }, "percent"],
  [{ answer: "part", percent: "" }, "percent"],
  [{ answer: "part", percent: "much" }, "percent"],
  [{ answer: "perhaps" }, "answer"],
  [{}, "answer"],
])("%j names the field %s", (fields, name) => {
  expect(AnswerForm.safeParse(fields).error?.issues[0]?.path).toEqual([name]);
});
