import { JobState } from "@google/genai";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  bucket,
  createJob,
  type GoogleStage,
  generateLines,
  generateRequest,
  getJob,
  idOf,
  labelsOf,
  model,
  nameOf,
  openGoogleStage,
  outputLines,
  startFileJob,
} from "@/lib/sandbox/testing/google-stage";

let stage: GoogleStage;
beforeEach(async () => {
  stage = await openGoogleStage();
});
afterEach(() => stage.close());

const configure = (vertex: unknown) => stage.tell("POST", "/config", { vertex });

test("the libraries take a job from a bucket to a bucket, and match its rows by a label", async () => {
  const lines = generateLines(40);
  const created = await startFileJob(stage, lines);
  expect(created.state).toBe(JobState.JOB_STATE_QUEUED);
  expect(nameOf(created)).toMatch(/^projects\/\d+\/locations\/us-central1\/batchPredictionJobs\/\d+$/);
  await stage.advance(2);
  expect((await getJob(stage, created)).state).toBe(JobState.JOB_STATE_PENDING);
  await stage.advance(20);
  const running = await getJob(stage, created);
  expect(running.state).toBe(JobState.JOB_STATE_RUNNING);
  expect(running.completionStats).toEqual({ incompleteCount: "40" });
  await stage.advance(64);
  expect((await getJob(stage, created)).completionStats).toEqual({
    successfulCount: "20",
    incompleteCount: "20",
  });
  await stage.advance(64);

  const done = await getJob(stage, created);
  expect(done.state).toBe(JobState.JOB_STATE_SUCCEEDED);
  expect(done.completionStats).toEqual({ successfulCount: "40" });
  expect(done.outputInfo?.gcsOutputDirectory).toMatch(
    new RegExp(`^gs://${bucket}/out/one/prediction-model-\\d{4}-\\d\\d-\\d\\dT[\\d:.]{15}Z$`),
  );
  const output = await outputLines(stage, done);
  const ids = lines.map((line) => line.request.labels.offpeak_id);
  expect(labelsOf(output)).not.toEqual(ids);
  expect(labelsOf(output).sort()).toEqual(ids.sort());
  const [first] = output;
  expect(first?.status).toBe("");
  expect(first?.response).toMatchObject({
    modelVersion: model,
    candidates: [{ finishReason: "STOP", content: { role: "model" } }],
    usageMetadata: { trafficType: "ON_DEMAND" },
  });
  // The request comes back, and yet not byte by byte.
  const sent = lines.find((line) => line.request.labels.offpeak_id === first?.request.labels?.offpeak_id);
  expect(JSON.stringify(first?.request)).not.toBe(JSON.stringify(sent?.request));
});

test("a job has succeeded even when none of its rows has; each says why in a text", async () => {
  const cached = { ...generateRequest("cached"), cachedContent: "projects/p/locations/l/cachedContents/1" };
  const streaming = { ...generateRequest("streaming"), stream: true };
  const loud = { ...generateRequest("loud"), labels: { offpeak_id: "loud", Team: "Ops" } };
  const empty = { ...generateRequest("empty"), contents: [] };
  const lines = [cached, streaming, loud, empty].map((request) => ({ request }));
  const job = await startFileJob(stage, lines);
  await stage.advance(150);
  const done = await getJob(stage, job);
  expect(done.state).toBe(JobState.JOB_STATE_SUCCEEDED);
  expect(done.completionStats).toEqual({ failedCount: "4" });
  const output = await outputLines(stage, done);
  expect(output.map((line) => line.response)).toEqual([{}, {}, {}, {}]);
  const status = (id: string) => output.find((line) => line.request.labels?.offpeak_id === id)?.status ?? "";
  expect(status("streaming")).toMatch(/^Bad Request: \{"error": \{"code": 400, "message": ".*stream/);
  expect(status("cached")).toMatch(/^Internal error occurred\. .*"code": 404.*NOT_FOUND/);
  expect(status("loud")).toContain("Team");
  expect(JSON.parse(status("empty").replace(/^Bad Request: /, "")).error.status).toBe("INVALID_ARGUMENT");
});

test("a cancelled job keeps what was done, and says nothing of the rest", async () => {
  const job = await startFileJob(stage, generateLines(64));
  await stage.advance(22 + 32);
  await stage.genai.batches.cancel({ name: nameOf(job) });
  expect((await getJob(stage, job)).state).toBe(JobState.JOB_STATE_CANCELLING);
  await stage.genai.batches.cancel({ name: nameOf(job) });
  await stage.advance(10);
  const done = await getJob(stage, job);
  expect(done.state).toBe(JobState.JOB_STATE_CANCELLED);
  expect(done.completionStats).toEqual({ successfulCount: "16", incompleteCount: "48" });
  expect(await outputLines(stage, done)).toHaveLength(16);
  await expect(stage.genai.batches.cancel({ name: nameOf(job) })).rejects.toMatchObject({ status: 400 });
});

test("a job may wait three days in the queue, and not longer", async () => {
  await configure({ queuedSeconds: null });
  const job = await startFileJob(stage, generateLines(2));
  await stage.advance(72 * 3600 - 1);
  expect((await getJob(stage, job)).state).toBe(JobState.JOB_STATE_QUEUED);
  await stage.advance(1);
  const done = await getJob(stage, job);
  expect(done.state).toBe(JobState.JOB_STATE_EXPIRED);
  expect(done.outputInfo).toBeUndefined();
});

test.each(["JOB_STATE_PARTIALLY_SUCCEEDED", "JOB_STATE_CANCELLED", "JOB_STATE_FAILED"])(
  "a job that runs for a day ends with what is done, as %s",
  async (state) => {
    const outcomes = { overrides: [{ pattern: "_[0-3]$", outcome: "expired" }] };
    await configure({ overtimeState: state, outcomes });
    const job = await startFileJob(stage, generateLines(10));
    await stage.advance(22 + 86_399);
    expect((await getJob(stage, job)).state).toBe(JobState.JOB_STATE_RUNNING);
    await stage.advance(1);
    const done = await getJob(stage, job);
    expect(done.state).toBe(state);
    expect(done.completionStats).toEqual({ successfulCount: "6", incompleteCount: "4" });
    expect(await outputLines(stage, done)).toHaveLength(6);
  },
);

test.each([
  ["a file that is not there", {}, { src: `gs://${bucket}/nowhere.jsonl` }, 5, /not found/],
  ["a bucket far away", { buckets: { [bucket]: { location: "EUROPE-WEST4" } } }, {}, 9, /EUROPE-WEST4/],
  ["an input it may not read", { agentDenied: ["storage.objects.get"] }, {}, 7, /storage\.objects\.get/],
  ["an output it may not write", { agentDenied: ["storage.objects.create"] }, {}, 7, /objects\.create/],
  ["an output bucket that is not there", {}, { dest: "gs://another-bucket/out" }, 5, /another-bucket/],
  ["too many requests", { maxRequests: 1 }, {}, 3, /more than 1 requests/],
  ["too many bytes", { maxBytes: 100 }, {}, 3, /bytes/],
])("a job with %s fails as a whole, and nobody counted", async (_, settings, more, code, message) => {
  await configure(settings);
  const job = await startFileJob(stage, generateLines(2), more);
  await stage.advance(22);
  const done = await getJob(stage, job);
  expect(done.state).toBe(JobState.JOB_STATE_FAILED);
  expect(done.error).toMatchObject({ code });
  expect(done.error?.message).toMatch(message);
  expect(done.completionStats).toEqual({ incompleteCount: "-1" });
});

test("a line that is no request fails the job as a whole", async () => {
  const job = await startFileJob(stage, [...generateLines(1), { contents: [] }]);
  await stage.advance(22);
  expect((await getJob(stage, job)).error?.message).toMatch(/Line 2/);
});

test("labels of a job obey their rules, and come back", async () => {
  const long = "a".repeat(64);
  const job = await startFileJob(stage, generateLines(1), { labels: { cost_center: long } });
  const headers = { authorization: "Bearer token" };
  const raw = await fetch(`${stage.sandbox.urls.vertex}/v1/${nameOf(job)}`, { headers });
  expect(await raw.json()).toMatchObject({ labels: { cost_center: long } });
  const wrong: Record<string, string>[] = [
    { cost_center: `${long}a` },
    { "Cost-Center": "a" },
    { cost_center: "R&D" },
  ];
  for (const labels of wrong) {
    const failure = startFileJob(stage, generateLines(1), { labels });
    await expect(failure).rejects.toMatchObject({ status: 400 });
  }
});

test("only a finished job can be deleted; then it is gone, and the record keeps it", async () => {
  const job = await startFileJob(stage, generateLines(1));
  await expect(stage.genai.batches.delete({ name: nameOf(job) })).rejects.toMatchObject({ status: 400 });
  await stage.advance(150);
  expect((await stage.genai.batches.delete({ name: nameOf(job) })).done).toBe(true);
  await expect(getJob(stage, job)).rejects.toMatchObject({ status: 404 });
  const { batches } = await (await stage.tell("GET", "/record?provider=vertex")).json();
  expect(batches).toMatchObject([{ id: idOf(job), state: "JOB_STATE_SUCCEEDED" }]);
});

test("jobs are listed newest first, in pages, as a filter asks", async () => {
  const src = `gs://${bucket}/in/one.jsonl`;
  const names = ["offpeak_a", "offpeak_b", "other_a"];
  for (const displayName of names) {
    await createJob(stage, { src, dest: `gs://${bucket}/out`, displayName, labels: { key: displayName } });
    await stage.advance(1);
  }
  const listed = async (filter?: string) => {
    const seen = [];
    for await (const job of await stage.genai.batches.list({
      config: { pageSize: 2, ...(filter && { filter }) },
    }))
      seen.push(job.displayName);
    return seen;
  };
  expect(await listed()).toEqual(["other_a", "offpeak_b", "offpeak_a"]);
  expect(await listed('display_name:"offpeak_*"')).toEqual(["offpeak_b", "offpeak_a"]);
  expect(await listed('display_name="offpeak_a"')).toEqual(["offpeak_a"]);
  expect(await listed("labels.key=offpeak_b")).toEqual(["offpeak_b"]);
  expect(await listed('display_name="nobody\'s"')).toEqual([]);
  await expect(listed("display_name >< 3")).rejects.toMatchObject({ status: 400 });
});

test("permissions and switched-off services are named", async () => {
  await configure({ denied: ["aiplatform.batchPredictionJobs.create"] });
  await expect(startFileJob(stage, generateLines(1))).rejects.toThrow(/batchPredictionJobs\.create/);
  await configure({ denied: [], apiDisabled: true });
  await expect(startFileJob(stage, generateLines(1))).rejects.toThrow(/SERVICE_DISABLED/);
  await configure({ apiDisabled: false, projects: ["another"] });
  await expect(startFileJob(stage, generateLines(1))).rejects.toMatchObject({ status: 403 });
});
