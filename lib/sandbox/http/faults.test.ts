import { afterEach, beforeEach, expect, test } from "vitest";
import type { FaultSwitch } from "@/lib/sandbox/platform/faults";
import {
  chatLines,
  download,
  messageRequests,
  openStage,
  type Stage,
  startChatBatch,
} from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const arm = (fault: Partial<FaultSwitch>) => stage.tell("POST", "/faults", fault);
const fired = async () => (await (await stage.tell("GET", "/faults")).json()).totals;
const accepted = async () => (await (await stage.tell("GET", "/batches")).json()).length;
const onCreate = { operation: "batches.create" };
const createMessages = (maxRetries: number) =>
  stage.anthropic.messages.batches.create({ requests: messageRequests(2) }, { maxRetries });

test("an answer dropped after accepting makes the SDK's own retries pay three times", async () => {
  await arm({ name: "drop-after-accept", ...onCreate, count: 2 });
  await createMessages(2);
  expect(await accepted()).toBe(3);
  expect(await fired()).toEqual({ "drop-after-accept": 2 });
});

test("with retries off, a dropped answer is one error and one batch", async () => {
  await arm({ name: "drop-after-accept", ...onCreate, provider: "openai" });
  await expect(startChatBatch(stage, chatLines(2))).rejects.toThrow(/Connection error/);
  await createMessages(0);
  expect(await accepted()).toBe(2);
});

test("a request dropped before accepting leaves nothing", async () => {
  await arm({ name: "drop-before-accept", ...onCreate, count: 2 });
  await createMessages(2);
  expect(await accepted()).toBe(1);
});

test("an error may come although the batch was accepted", async () => {
  await arm({ name: "server-error-after-accept", ...onCreate, count: 1 });
  await expect(createMessages(0)).rejects.toMatchObject({ status: 500 });
  expect(await accepted()).toBe(1);
});

test.each([
  ["rate-limited", 429, { "retry-after": "7" }],
  ["server-error", 500, {}],
  ["overloaded", 529, {}],
  ["unauthorized", 401, {}],
  ["forbidden", 403, {}],
] as const)("%s is an error %i, as often as told, and nothing is accepted", async (name, status, headers) => {
  await arm({ name, provider: "anthropic", seconds: 7, count: 1 });
  const error = await createMessages(0).catch((caught) => caught);
  expect(error.status).toBe(status);
  expect(Object.fromEntries(error.headers.entries())).toMatchObject(headers);
  expect(await accepted()).toBe(0);
  await createMessages(0);
  expect(await fired()).toEqual({ [name]: 1 });
});

test("a slow answer outlasts a short patience", async () => {
  await arm({ name: "slow", operation: "batches.list", milliseconds: 60_000 });
  await expect(stage.openai.batches.list({}, { timeout: 100 })).rejects.toThrow(/timed out/);
});

test("a probability fires some of the time, the same times for the same seed", async () => {
  const pattern = async (other: Stage) => {
    await other.tell("POST", "/faults", { name: "server-error", operation: "models.list", probability: 0.5 });
    const outcomes = [];
    for (let n = 0; n < 20; n++) outcomes.push(await other.openai.models.list().then(Boolean, () => false));
    await other.close();
    return outcomes;
  };
  const first = await pattern(await openStage());
  expect(await pattern(await openStage())).toEqual(first);
  expect(new Set(first).size).toBe(2);
});

test("a download breaks off in the middle, or ends early as if it were whole", async () => {
  const { id } = await startChatBatch(stage, chatLines(200));
  await stage.advance(200);
  const { output_file_id } = await stage.openai.batches.retrieve(id);
  const whole = await download(stage, output_file_id);
  await arm({ name: "truncated-download", count: 1 });
  await expect(download(stage, output_file_id)).rejects.toThrow();
  await arm({ name: "truncated-download", count: 1, share: 0.9, clean: true });
  const short = await download(stage, output_file_id);
  expect(short.length).toBeLessThan(whole.length);
  expect(whole.startsWith(short.slice(0, -4))).toBe(true);
});

test("a request is held before it is accepted, and after, until its switch is gone", async () => {
  const hold = async (name: "hold-before-accept" | "hold-after-accept") => {
    const [{ id }] = await (await arm({ name, ...onCreate, count: 1 })).json();
    const creating = createMessages(0);
    await expect.poll(async () => (await fired())[name]).toBe(1);
    return { creating, release: () => stage.tell("DELETE", `/faults/${id}`) };
  };
  const before = await hold("hold-before-accept");
  expect(await accepted()).toBe(0);
  await before.release();
  await before.creating;
  const after = await hold("hold-after-accept");
  expect(await accepted()).toBe(2);
  await after.release();
  await after.creating;
});

test("who hangs up while held before accepting has asked for nothing", async () => {
  const [{ id }] = await (await arm({ name: "hold-before-accept", ...onCreate, count: 1 })).json();
  const leaving = new AbortController();
  const { signal } = leaving;
  const requests = messageRequests(2);
  const creating = stage.anthropic.messages.batches.create({ requests }, { maxRetries: 0, signal });
  await expect.poll(async () => (await fired())["hold-before-accept"]).toBe(1);
  leaving.abort();
  await expect(creating).rejects.toThrow();
  await createMessages(0);
  await stage.tell("DELETE", `/faults/${id}`);
  expect(await accepted()).toBe(1);
});

test("a download stands still halfway, and comes whole in the end", async () => {
  const { id } = await startChatBatch(stage, chatLines(200));
  await stage.advance(200);
  const { output_file_id } = await stage.openai.batches.retrieve(id);
  const whole = await download(stage, output_file_id);
  const [hold] = await (await arm({ name: "hold-download", count: 1 })).json();
  const held = download(stage, output_file_id);
  await expect.poll(async () => (await fired())["hold-download"]).toBe(1);
  await stage.tell("DELETE", `/faults/${hold.id}`);
  expect(await held).toBe(whole);
});

test("a mistaken switch is refused with the reason", async () => {
  const response = await arm({ name: "no-such-fault" as "slow" });
  expect(response.status).toBe(400);
  expect((await response.json()).error).toContain("name");
});

test("switches are taken back one by one or all at once", async () => {
  const [first] = await (await arm({ name: "server-error" })).json();
  await arm({ name: "rate-limited" });
  await stage.tell("DELETE", `/faults/${first.id}`);
  await expect(createMessages(0)).rejects.toMatchObject({ status: 429 });
  await stage.tell("DELETE", "/faults");
  await createMessages(0);
  expect(await accepted()).toBe(1);
});
