import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { JobState } from "@google/genai";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  createJob,
  type GoogleStage,
  generateRequest,
  getJob,
  openGoogleStage,
  project,
} from "@/lib/sandbox/testing/google-stage";

let stage: GoogleStage;
beforeEach(async () => {
  stage = await openGoogleStage();
});
afterEach(() => stage.close());

const fields = [
  { name: "custom_id", type: "STRING" },
  { name: "request", type: "JSON" },
  { name: "note", type: "STRING" },
];
const table = (name: string) => `bq://${project}.offpeak.${name}`;

async function fill(on: GoogleStage, name: string, count: number, columns = fields) {
  const [made] = await on.bigquery.dataset("offpeak").createTable(name, { schema: { fields: columns } });
  const rows = Array.from({ length: count }, (_, n) => ({
    custom_id: `ticket_${n}`,
    request: JSON.stringify(generateRequest(`ticket_${n}`)),
    note: `note ${n}`,
  }));
  await made.insert(rows);
}

async function start(on: GoogleStage, count = 20) {
  await fill(on, "input", count);
  return createJob(on, { src: table("input"), dest: table("output") });
}

async function rowsOf(on: GoogleStage, name = "output") {
  const [rows] = await on.bigquery.dataset("offpeak").table(name).getRows({ parseJSON: true });
  return rows;
}

test("the libraries take a job from a table to a table: its columns, and what came of each row", async () => {
  await stage.tell("POST", "/config", {
    vertex: { outcomes: { overrides: [{ pattern: "_7$", outcome: "failed" }] } },
  });
  const job = await start(stage);
  await stage.advance(150);
  const done = await getJob(stage, job);
  expect(done).toMatchObject({
    state: JobState.JOB_STATE_SUCCEEDED,
    completionStats: { successfulCount: "19", failedCount: "1" },
    outputInfo: { bigqueryOutputDataset: `bq://${project}.offpeak`, bigqueryOutputTable: "output" },
  });
  const [metadata] = await stage.bigquery.dataset("offpeak").table("output").getMetadata();
  expect(
    metadata.schema.fields.map((field: { name: string; type: string }) => [field.name, field.type]),
  ).toEqual([
    ["custom_id", "STRING"],
    ["request", "JSON"],
    ["note", "STRING"],
    ["response", "JSON"],
    ["status", "STRING"],
    ["processed_time", "TIMESTAMP"],
  ]);
  const rows = await rowsOf(stage);
  const ids = rows.map((row) => row.custom_id);
  const sent = Array.from({ length: 20 }, (_, n) => `ticket_${n}`);
  expect(ids).not.toEqual(sent);
  expect([...ids].sort()).toEqual([...sent].sort());
  const failed = rows.find((row) => row.custom_id === "ticket_7");
  expect(failed).toMatchObject({ note: "note 7", response: {}, status: expect.stringMatching(/\{"error"/) });
  const good = rows.find((row) => row.custom_id === "ticket_3");
  expect(good).toMatchObject({ note: "note 3", status: "", response: { candidates: expect.any(Array) } });
});

test("a job into a data set names its own table", async () => {
  await fill(stage, "input", 2);
  const job = await createJob(stage, { src: table("input"), dest: `bq://${project}.offpeak` });
  await stage.advance(150);
  const done = await getJob(stage, job);
  const name = done.outputInfo?.bigqueryOutputTable ?? "";
  expect(name).toMatch(/^predictions_/);
  expect(await rowsOf(stage, name)).toHaveLength(2);
});

const odd = [...fields, { name: "tags", type: "STRING", mode: "REPEATED" }];
test.each([
  ["a table that is not there", [], {}, 5, /not found/],
  ["an output table that is there", fields, { dest: table("input") }, 6, /exists/],
  ["a column that cannot be copied", odd, {}, 3, /tags/],
  ["no column named request", fields.slice(0, 1), {}, 3, /request/],
])("a job with %s fails as a whole", async (_, columns, more, code, message) => {
  if (columns.length > 0)
    await stage.bigquery.dataset("offpeak").createTable("input", { schema: { fields: columns } });
  const job = await createJob(stage, { src: table("input"), dest: table("output"), ...more });
  await stage.advance(22);
  const done = await getJob(stage, job);
  expect(done).toMatchObject({ state: JobState.JOB_STATE_FAILED, error: { code } });
  expect(done.error?.message).toMatch(message);
});

test("a data set in another region fails the job", async () => {
  await stage.tell("POST", "/config", { vertex: { datasets: { offpeak: { location: "EU" } } } });
  const job = await start(stage);
  await stage.advance(22);
  expect((await getJob(stage, job)).error?.message).toMatch(/EU/);
});

test("rows can be missing, doubled or strange, and the record knows", async () => {
  await stage.tell("POST", "/faults", [
    { name: "missing-line", count: 2 },
    { name: "unknown-id", count: 1 },
    { name: "duplicate-id", count: 1 },
  ]);
  const job = await start(stage, 10);
  await stage.advance(150);
  expect((await getJob(stage, job)).completionStats).toEqual({ successfulCount: "10" });
  const ids = (await rowsOf(stage)).map((row) => String(row.custom_id));
  expect(ids).toHaveLength(10);
  expect(ids.filter((id) => id.startsWith("unknown_"))).toHaveLength(1);
  expect(new Set(ids).size).toBe(9);
  const { batches } = await (await stage.tell("GET", "/record?provider=vertex")).json();
  const missing = batches[0].lines.filter((line: { missing?: true }) => line.missing);
  expect(missing).toHaveLength(2);
  expect(missing.map((line: { custom_id: string }) => line.custom_id)).toEqual(
    expect.arrayContaining(
      Array.from({ length: 10 }, (_, n) => `ticket_${n}`).filter((id) => !ids.includes(id)),
    ),
  );
});

test("jobs and tables outlive a restart", async () => {
  const dir = mkdtempSync(join(tmpdir(), "offpeak-vertex-"));
  try {
    const before = await openGoogleStage({ stateDir: dir });
    const job = await start(before);
    await before.advance(60);
    const running = await getJob(before, job);
    await before.close();
    const after = await openGoogleStage({ stateDir: dir });
    expect(await getJob(after, job)).toEqual(running);
    await after.advance(90);
    expect((await getJob(after, job)).state).toBe(JobState.JOB_STATE_SUCCEEDED);
    expect(await rowsOf(after)).toHaveLength(20);
    await after.close();
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
});
