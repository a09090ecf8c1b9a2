import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { never, nowhere } from "@/lib/testing/provider/stage";
import { openVertexStage, type VertexStage } from "@/lib/testing/provider/vertex-stage";

let sandbox: RunningSandbox;
let stage: VertexStage;
beforeEach(async () => {
  sandbox = await startSandbox({ speed: 0, seed: "a fixed seed" });
  stage = openVertexStage(sandbox);
});
afterEach(() => stage.close());

const bucket = { bucket: "offpeak-sandbox" };
const dataset = { dataset: "offpeak" };

async function troubles(settings: Record<string, string>) {
  const report = await stage.open(settings).test(never);
  const bad = report.checks.filter(({ ok }) => !ok);
  return {
    ok: report.ok,
    bad: bad.map(({ name, missing }) => [name, missing]),
    messages: bad.map((b) => b.message),
  };
}

test.each([
  ["aiplatform.batchPredictionJobs.list", bucket, "Jobs: read"],
  ["aiplatform.batchPredictionJobs.create", bucket, "Jobs: create"],
  ["storage.buckets.get", bucket, "Bucket"],
  ["storage.objects.create", bucket, "Files in the bucket"],
  ["storage.objects.list", bucket, "Files in the bucket"],
  ["bigquery.datasets.get", dataset, "Data set"],
  ["bigquery.jobs.create", dataset, "Load jobs"],
  ["bigquery.tables.create", dataset, "Tables in the data set"],
  ["bigquery.tables.updateData", dataset, "Tables in the data set"],
  ["bigquery.tables.delete", dataset, "Tables in the data set"],
])("%s is missing: that is what the test says", async (permission, settings, name) => {
  stage.configure({ denied: [permission] });
  expect(await troubles(settings)).toMatchObject({ ok: false, bad: [[name, permission]] });
});

test("without the right to single calls batches still run", async () => {
  stage.configure({ denied: ["aiplatform.endpoints.predict"] });
  expect(await troubles(bucket)).toMatchObject({
    ok: true,
    bad: [["Single calls", "aiplatform.endpoints.predict"]],
  });
});

test("an API that is switched off is named", async () => {
  stage.configure({ apiDisabled: true });
  const { bad, messages } = await troubles(bucket);
  expect(bad[0]).toEqual(["Jobs: read", "aiplatform.googleapis.com"]);
  expect(messages[0]).toMatch(/switched off/);
});

test.each([
  [{ bucket: "nobodys-bucket" }, "Bucket", /The bucket nobodys-bucket was not found/],
  [{ dataset: "nowhere" }, "Data set", /The data set nowhere was not found/],
])("%j is not there", async (settings, name, message) => {
  const { ok, bad, messages } = await troubles(settings);
  expect([ok, bad]).toEqual([false, [[name, null]]]);
  expect(messages[0]).toMatch(message);
});

test.each([
  ["EUROPE-WEST4", "us-central1", false],
  ["EU", "us-central1", false],
  ["US", "us-central1", true],
  ["US-CENTRAL1", "us-central1", true],
  ["EU", "europe-west4", true],
  ["EUROPE-WEST4", "global", true],
])("a place in %s for jobs in %s: %s", async (place, location, fits) => {
  stage.configure({
    buckets: { "offpeak-sandbox": { location: place } },
    datasets: { offpeak: { location: place } },
  });
  for (const settings of [bucket, dataset]) {
    const { ok, messages } = await troubles({ ...settings, location });
    expect(ok).toBe(fits);
    if (!fits) expect(messages[0]).toContain(`is in ${place.toLowerCase()}, and the jobs run in ${location}`);
  }
});

test.each([
  ["storageEndpoint", bucket, "Cloud Storage"],
  ["bigqueryEndpoint", dataset, "BigQuery"],
])("nobody at %s: that is what the test says", async (endpoint, settings, name) => {
  const address = await nowhere();
  const { bad, messages } = await troubles({ ...settings, [endpoint]: address });
  expect(bad).toEqual([[name, null]]);
  expect(messages[0]).toContain(address);
});

test("a test leaves nothing behind", async () => {
  await stage.open(dataset).test(never);
  await stage.open(bucket).test(never);
  const play = sandbox.control.plays.find(({ provider }) => provider === "vertex");
  expect(play?.more()).toEqual({ objects: [], tables: [], loads: [] });
});
