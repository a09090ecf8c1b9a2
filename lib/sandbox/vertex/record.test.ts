import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type GoogleStage,
  generateLines,
  generateRequest,
  getJob,
  idOf,
  model,
  openGoogleStage,
  outputLines,
  outputText,
  startFileJob,
} from "@/lib/sandbox/testing/google-stage";

let stage: GoogleStage;
beforeEach(async () => {
  stage = await openGoogleStage();
});
afterEach(() => stage.close());

const record = async () => (await stage.tell("GET", "/record?provider=vertex")).json();
const price = { input: 1, cachedInput: 0.1, cacheWrite: 0, output: 10 };
const long = generateRequest("long", "word ".repeat(2000));

test("in a batch a cached token costs what it costs at once, and the others half", async () => {
  await stage.tell("POST", "/config", {
    vertex: { prices: { [model]: price }, usage: { cachedShare: 0.5, reasoningShare: 0.5 } },
  });
  const job = await startFileJob(stage, [{ request: long }]);
  await stage.advance(150);
  const [batch] = (await record()).batches;
  const { tokens, billed } = batch.lines[0];
  expect(tokens.cached).toBeGreaterThan(1000);
  const expected = ((tokens.input - tokens.cached) * 0.5 + tokens.cached * 0.1 + tokens.output * 5) / 1e6;
  expect(Number(billed)).toBeCloseTo(expected, 12);
  const [line] = await outputLines(stage, await getJob(stage, job));
  expect(line?.response.usageMetadata).toMatchObject({
    promptTokenCount: tokens.input,
    cachedContentTokenCount: tokens.cached,
    candidatesTokenCount: tokens.output - tokens.reasoning,
    thoughtsTokenCount: tokens.reasoning,
    totalTokenCount: tokens.input + tokens.output,
  });
});

test("a single call is answered, billed at the full price, and known as the same request", async () => {
  await startFileJob(stage, [{ request: long }]);
  const { labels: _, generationConfig, ...rest } = long;
  const answer = await stage.genai.models.generateContent({ model, ...rest, config: generationConfig });
  expect(answer.text).not.toBe("");
  expect(answer.usageMetadata?.promptTokenCount).toBeGreaterThan(2000);
  const { batches, sync } = await record();
  expect(sync).toMatchObject([{ provider: "vertex", model, tier: "standard" }]);
  expect(sync[0].request).toBe(batches[0].lines[0].request);
  const counted = await stage.genai.models.countTokens({ model, contents: long.contents });
  expect(counted.totalTokens).toBeGreaterThan(2000);
});

test("the record names every row before and after it is worked, and bills none that was not", async () => {
  await stage.tell("POST", "/config", {
    vertex: {
      outcomes: {
        overrides: [
          { pattern: "_1$", outcome: "failed" },
          { pattern: "_2$", outcome: "expired" },
        ],
      },
    },
  });
  const job = await startFileJob(stage, generateLines(4));
  const pending = (await record()).batches[0];
  expect(pending).toMatchObject({ id: idOf(job), state: "JOB_STATE_QUEUED", billed: "0" });
  expect(pending.lines.map((line: { status: string }) => line.status)).toEqual(Array(4).fill("pending"));
  await stage.tell("POST", `/batches/${idOf(job)}/finish`);
  const [batch] = (await record()).batches;
  const statuses = batch.lines.map((line: { custom_id: string; status: string }) => [
    line.custom_id,
    line.status,
  ]);
  expect(Object.fromEntries(statuses)).toEqual({
    ticket_0: "succeeded",
    ticket_1: "failed",
    ticket_2: "expired",
    ticket_3: "succeeded",
  });
  expect(batch.lines.filter((line: { billed: string }) => line.billed === "0")).toHaveLength(2);
  expect(batch.state).toBe("JOB_STATE_PARTIALLY_SUCCEEDED");
});

test("a job is taken into the hand: half done and held, then closed", async () => {
  const job = await startFileJob(stage, generateLines(64));
  await stage.tell("POST", `/batches/${idOf(job)}/progress`, { share: 0.5, hold: true });
  await stage.advance(3600);
  expect((await getJob(stage, job)).completionStats).toEqual({
    successfulCount: "32",
    incompleteCount: "32",
  });
  await stage.tell("POST", `/batches/${idOf(job)}/expire`);
  expect((await getJob(stage, job)).state).toBe("JOB_STATE_PARTIALLY_SUCCEEDED");
  expect((await stage.tell("POST", `/batches/${idOf(job)}/finish`)).status).toBe(409);
});

test("a result file can begin with a mark, hold blank lines, strange breaks and empty answers", async () => {
  await stage.tell("POST", "/faults", [
    { name: "bom" },
    { name: "blank-line", count: 1 },
    { name: "line-separator" },
    { name: "empty-body", count: 1 },
  ]);
  const job = await startFileJob(stage, generateLines(5));
  await stage.advance(150);
  const text = await outputText(stage, await getJob(stage, job));
  expect(text.startsWith("\uFEFF")).toBe(true);
  expect(text).toContain("\n\n");
  expect(text).toContain("\u2028");
  expect(text).toContain('"response":{}');
});

test("a create can be accepted and its answer lost; it shows up later", async () => {
  await stage.tell("POST", "/faults", [
    { name: "drop-after-accept", operation: "batches.create", count: 1 },
    { name: "not-found-after-create", count: 1, seconds: 30 },
  ]);
  await expect(startFileJob(stage, generateLines(1))).rejects.toThrow();
  const list = async () => {
    const jobs = [];
    for await (const job of await stage.genai.batches.list({ config: {} })) jobs.push(job.displayName);
    return jobs;
  };
  expect(await list()).toEqual([]);
  expect((await record()).batches).toHaveLength(1);
  await stage.advance(30);
  expect(await list()).toEqual(["offpeak_one"]);
});

test.each([
  ["rate-limited", 429, "RESOURCE_EXHAUSTED"],
  ["overloaded", 503, "UNAVAILABLE"],
  ["server-error", 500, "INTERNAL"],
  ["forbidden", 403, "PERMISSION_DENIED"],
  ["unauthorized", 401, "UNAUTHENTICATED"],
])("%s answers %i in the vendor's words", async (name, status, word) => {
  await stage.tell("POST", "/faults", { name, operation: "batches.list", seconds: 7 });
  const url = `${stage.sandbox.urls.vertex}/v1/projects/p/locations/global/batchPredictionJobs`;
  const answer = await fetch(url, { headers: { authorization: "Bearer token" } });
  expect(answer.status).toBe(status);
  expect(await answer.json()).toMatchObject({ error: { code: status, status: word } });
  if (name === "rate-limited") expect(answer.headers.get("retry-after")).toBe("7");
});

test("a reset forgets jobs, objects and tables", async () => {
  await startFileJob(stage, generateLines(1));
  await stage.tell("POST", "/reset");
  expect(await record()).toMatchObject({ batches: [], vertex: { objects: [], tables: [], loads: [] } });
});
