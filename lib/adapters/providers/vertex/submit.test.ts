import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Submitted } from "@/lib/core/provider";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { changeJson, startProxy } from "@/lib/testing/provider/proxy";
import { never, nowhere } from "@/lib/testing/provider/stage";
import { openVertexStage, type VertexStage } from "@/lib/testing/provider/vertex-stage";
import { PIECE } from "./stores/upload";

let sandbox: RunningSandbox;
let stage: VertexStage;
beforeEach(async () => {
  sandbox = await startSandbox({ speed: 0, seed: "a fixed seed" });
  stage = openVertexStage(sandbox);
});
afterEach(() => stage.close());

const bucket = { bucket: "offpeak-sandbox" };
const dataset = { dataset: "offpeak" };
const body = (text = "Sum up.", more = {}) => ({ contents: [{ role: "user", parts: [{ text }] }], ...more });
const bodies = (count: number, length = 10) =>
  Array.from({ length: count }, (_, n) => body(`Ticket ${n}: `.padEnd(length, "漢字 ")));
const twoPieces = () => bodies(40, 110_000);
const play = () => sandbox.control.plays.find(({ provider }) => provider === "vertex");
const job = () => [...(play()?.batches() ?? [])][0];
const idsIn = (outcomes: { id: string | null }[]) => outcomes.map(({ id }) => id).sort();

test("the job bears the key, the cost center, the endpoint and the batch; each request its cost center and its id", async () => {
  const provider = stage.open(bucket);
  const { id } = await stage.submit(provider, stage.prepare([body("Sum up.", { labels: { team: "ops" } })]));
  expect(id).toMatch(/^\d+$/);
  expect(job()).toMatchObject({
    displayName: "offpeak-key-1",
    labels: {
      offpeak_key: "key-1",
      cost_center: "cc-4400_legal_ops",
      endpoint: "contract_clauses",
      batch: "b_1",
    },
    model: "gemini-2.5-flash",
    source: { kind: "gcs", uris: ["gs://offpeak-sandbox/offpeak/key-1/input.jsonl"] },
    destination: { kind: "gcs", prefix: "gs://offpeak-sandbox/offpeak/key-1/output" },
  });
  await stage.advance(200);
  for await (const { bytes } of provider.results(id, never)) {
    const { request } = JSON.parse(new TextDecoder().decode(bytes));
    expect(request.labels).toEqual({
      cost_center: "cc-4400_legal_ops",
      team: "ops",
      offpeak_id: "nonce000_1",
    });
  }
});

test("in a data set the tables bear the key, and the requests no id", async () => {
  const provider = stage.open(dataset);
  await stage.submit(provider, stage.prepare(bodies(2)));
  expect(job()).toMatchObject({
    source: { uri: "bq://offpeak-tests.offpeak.offpeak_in_key_1" },
    destination: { uri: "bq://offpeak-tests.offpeak.offpeak_out_key_1" },
  });
  const url = `${sandbox.urls.bigquery}/projects/offpeak-tests/datasets/offpeak/tables/offpeak_in_key_1/data`;
  const { rows } = await (await fetch(url, { headers: { authorization: "Bearer x" } })).json();
  expect(rows.map((row: { f: { v: string }[] }) => row.f[0]?.v)).toEqual(["nonce000_1", "nonce000_2"]);
  expect(JSON.parse(rows[0].f[1].v).labels).toEqual({ cost_center: "cc-4400_legal_ops" });
});

describe.each([
  ["in a bucket", bucket],
  ["in a data set", dataset],
])("%s", (_, settings) => {
  test("a big file goes up in pieces, and every request comes back once", async () => {
    const provider = stage.open(settings);
    const submission = stage.prepare(twoPieces());
    expect(submission.file.bytes).toBeGreaterThan(PIECE + 1_000_000);
    const { id } = await stage.submit(provider, submission);
    await stage.advance(200);
    const outcomes = await stage.outcomes(provider, id);
    expect(new Set(idsIn(outcomes)).size).toBe(40);
    expect(outcomes).toHaveLength(40);
  });

  test("an explicit cache fails its row, and the job has succeeded all the same", async () => {
    const provider = stage.open(settings);
    const cached = body("Sum up.", { cachedContent: "projects/p/locations/l/cachedContents/1" });
    const { id } = await stage.submit(provider, stage.prepare([body(), cached]));
    await stage.advance(200);
    expect(await provider.check(id, never)).toMatchObject({
      ending: "completed",
      rawState: "JOB_STATE_SUCCEEDED",
      counts: { succeeded: 1, failed: 1 },
    });
    const failed = (await stage.outcomes(provider, id)).find(({ status }) => status === "failed");
    expect(failed).toMatchObject({ id: "nonce000_2", code: "NOT_FOUND", remedy: "fix" });
  });

  test("before a job is asked for, whatever goes wrong is no job", async () => {
    const dead = { [settings === bucket ? "storageEndpoint" : "bigqueryEndpoint"]: await nowhere() };
    const cases: [Record<string, string>, Partial<Submitted>][] = [
      [dead, { kind: "later" }],
      [settings === bucket ? { bucket: "nobodys" } : { dataset: "nowhere" }, { kind: "refused" }],
    ];
    for (const [change, expected] of cases)
      expect(
        await stage.open({ ...settings, ...change }).submit(stage.prepare(bodies(1)), never),
      ).toMatchObject(expected);
    expect(job()).toBeUndefined();
  });

  test("a missing right to write can be given, so the batch waits, and the right is named", async () => {
    const permission = settings === bucket ? "storage.objects.create" : "bigquery.tables.create";
    stage.configure({ denied: [permission] });
    expect(await stage.open(settings).submit(stage.prepare(bodies(1)), never)).toMatchObject({
      kind: "later",
      message: expect.stringContaining(permission),
    });
  });
});

test.each([
  ["drop-before-accept", 0, bucket],
  ["drop-after-accept", 0, bucket],
  ["rate-limited", 0, bucket],
  ["drop-after-accept", 1, bucket],
  ["server-error", 0, dataset],
  ["server-error-after-accept", 1, dataset],
])("%s on piece %i of an upload: it goes on from where it stands (%j)", async (name, skip, settings) => {
  await stage.fault(name, {
    operation: settings === bucket ? "uploads.proceed" : "jobs.insert",
    count: 1,
    skip,
  });
  const provider = stage.open(settings);
  const { id } = await stage.submit(provider, stage.prepare(twoPieces()));
  await stage.advance(200);
  expect(await stage.outcomes(provider, id)).toHaveLength(40);
});

test.each([bucket, dataset])(
  "rows of a job that was surely not accepted do not stay behind (%j)",
  async (settings) => {
    await stage.fault("rate-limited", { operation: "batches.create" });
    expect(await stage.open(settings).submit(stage.prepare(bodies(2)), never)).toMatchObject({
      kind: "later",
    });
    expect(play()?.more()).toMatchObject({ objects: [], tables: [] });
  },
);

test("a load that takes its time is waited for", async () => {
  stage.configure({ loadSeconds: 3600 });
  sandbox.control.world.clock.setSpeed(3600);
  const { id } = await stage.submit(stage.open(dataset), stage.prepare(bodies(2)));
  expect(id).toBe(job()?.id);
});

test("a load that BigQuery refuses ends the submission, without a word of a prompt", async () => {
  const { bigquery } = sandbox.urls;
  const fail = changeJson((answer) => ({
    ...answer,
    status: { state: "DONE", errorResult: { reason: "invalid", message: "Rumpelstilzchen" } },
  }));
  const proxy = await startProxy(bigquery, (answer, asked) => {
    const { location } = answer.headers;
    if (location) answer.headers.location = location.replace(bigquery, proxy.url);
    return answer.body.length > 0 ? fail(answer, asked) : answer;
  });
  const provider = stage.open({ ...dataset, bigqueryEndpoint: proxy.url });
  const submitted = await provider.submit(stage.prepare(bodies(1)), never);
  expect(submitted).toMatchObject({ kind: "refused", code: "invalid" });
  expect(JSON.stringify(submitted)).not.toContain("Rumpelstilzchen");
  await proxy.stop();
});

test("an upload that is led elsewhere takes no token there", async () => {
  const proxy = await startProxy(sandbox.urls.gcs, (answer) => ({
    ...answer,
    headers: { ...answer.headers, ...(answer.headers.location && { location: "http://127.0.0.1:9/upload" }) },
  }));
  const provider = stage.open({ ...bucket, storageEndpoint: proxy.url });
  expect(await provider.submit(stage.prepare(bodies(1)), never)).toMatchObject({
    kind: "later",
    message: expect.stringContaining("another address"),
  });
  await proxy.stop();
});

test("a batch without a model is refused before anything is sent", async () => {
  const submission = { ...stage.prepare(bodies(1)), model: null };
  expect(await stage.open(bucket).submit(submission, never)).toMatchObject({
    kind: "refused",
    code: "model_missing",
  });
});

test("rows that are missing from the output are simply not there", async () => {
  await stage.fault("missing-line", { count: 3 });
  const provider = stage.open(bucket);
  const { id } = await stage.submit(provider, stage.prepare(bodies(10)));
  await stage.advance(200);
  expect(await provider.check(id, never)).toMatchObject({ counts: { total: 10, succeeded: 10 } });
  expect(await stage.outcomes(provider, id)).toHaveLength(7);
});

test.each(["JOB_STATE_PARTIALLY_SUCCEEDED", "JOB_STATE_CANCELLED", "JOB_STATE_FAILED"])(
  "a job that ran out of its day as %s keeps what was done",
  async (overtimeState) => {
    stage.configure({ overtimeState, outcomes: { overrides: [{ pattern: "_[12]$", outcome: "expired" }] } });
    const provider = stage.open(bucket);
    const { id } = await stage.submit(provider, stage.prepare(bodies(5)));
    await stage.advance(200);
    await stage.advance(86_400);
    const over = await provider.check(id, never);
    expect(over).toMatchObject({ state: "over", hasResults: true, rawState: overtimeState });
    expect(over.ending).toMatch(/expired|cancelled/);
    expect(await stage.outcomes(provider, id)).toHaveLength(3);
  },
);

test("a job that nobody started in three days has expired, without results", async () => {
  stage.configure({ queuedSeconds: null });
  const provider = stage.open(bucket);
  const { id } = await stage.submit(provider, stage.prepare(bodies(1)));
  await stage.advance(72 * 3600);
  expect(await provider.check(id, never)).toMatchObject({
    ending: "expired",
    hasResults: false,
    counts: null,
  });
  expect(await stage.outcomes(provider, id)).toEqual([]);
});

test("a job in another region than its bucket has failed, and the words say where to look", async () => {
  stage.configure({ buckets: { "offpeak-sandbox": { location: "EU" } } });
  const provider = stage.open(bucket);
  const { id } = await stage.submit(provider, stage.prepare(bodies(1)));
  await stage.advance(200);
  const { ending, failure } = await provider.check(id, never);
  expect(ending).toBe("failed");
  expect(failure).toMatchObject({ retry: false, message: expect.stringContaining("another region") });
});

test("a whole name does for an id", async () => {
  const provider = stage.open(bucket);
  const { id } = await stage.submit(provider, stage.prepare(bodies(1)));
  const name = `projects/1/locations/us-central1/batchPredictionJobs/${id}`;
  expect(await provider.check(name, never)).toMatchObject({ id });
});

test("a list that is none is not taken for an empty one", async () => {
  const proxy = await startProxy(
    sandbox.urls.vertex,
    changeJson(() => ({ message: "welcome" })),
  );
  const provider = stage.open({ ...bucket, baseUrl: proxy.url });
  await expect(provider.find(stage.prepare(bodies(1)), new Set(), never)).rejects.toMatchObject({
    code: "provider_busy",
  });
  await proxy.stop();
});

test("there is no flex lane", async () => {
  const request = { id: "a", model: "gemini-2.5-flash", path: "generateContent", body: body() };
  await expect(stage.open(bucket).runOne(request, "flex", never)).rejects.toMatchObject({
    code: "provider_refused",
  });
});
