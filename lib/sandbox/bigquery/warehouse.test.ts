import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BigQuery } from "@google-cloud/bigquery";
import { OAuth2Client } from "google-auth-library";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bucket, type GoogleStage, openGoogleStage, project } from "@/lib/sandbox/testing/google-stage";
import { jsonl } from "@/lib/sandbox/testing/stage";

let stage: GoogleStage;
let dir: string;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), "offpeak-bigquery-"));
  stage = await openGoogleStage();
});
afterEach(async () => {
  await stage.close();
  rmSync(dir, { recursive: true, force: true });
});

const schema = {
  fields: [
    { name: "custom_id", type: "STRING", mode: "REQUIRED" },
    { name: "request", type: "JSON" },
    { name: "at", type: "TIMESTAMP" },
  ],
};
const options = { sourceFormat: "NEWLINE_DELIMITED_JSON", schema };
const rows = [
  { custom_id: "a", request: { n: 1 }, at: "2026-11-27T10:00:00.500Z" },
  { custom_id: "b", request: { n: 2, text: "\u2028 – 次" }, at: null },
];
const dataset = () => stage.bigquery.dataset("offpeak");
const read = async (table: string) =>
  (await dataset().table(table).getRows({ parseJSON: true }))[0].map((row) => row.custom_id);

function fileOf(content: unknown[]): string {
  const path = join(dir, "rows.jsonl");
  writeFileSync(path, jsonl(content));
  return path;
}

test("a file is loaded from disk, and its rows come back with their types", async () => {
  const [job] = await dataset()
    .table("loaded")
    .createLoadJob(fileOf(rows), { ...options, jobId: "one" });
  expect(job.metadata).toMatchObject({
    status: { state: "DONE" },
    statistics: { load: { outputRows: "2" } },
  });
  const [found] = await dataset().table("loaded").getRows({ parseJSON: true });
  expect(found[0]).toMatchObject({
    custom_id: "a",
    request: { n: 1 },
    at: { value: "2026-11-27T10:00:00.500Z" },
  });
  expect(found[1]).toMatchObject({ custom_id: "b", request: rows[1]?.request, at: null });
  const again = dataset()
    .table("loaded")
    .createLoadJob(fileOf(rows), { ...options, jobId: "one" });
  await expect(again).rejects.toMatchObject({ code: 409 });
  expect(await read("loaded")).toEqual(["a", "b"]);
});

test("a file is loaded from a bucket; appended or put in place of what is there", async () => {
  const file = stage.storage.bucket(bucket).file("rows.jsonl");
  await file.save(jsonl(rows));
  const table = dataset().table("loaded");
  await table.load(file, options);
  await table.load(file, options);
  expect(await read("loaded")).toEqual(["a", "b", "a", "b"]);
  await table.load(file, { ...options, writeDisposition: "WRITE_TRUNCATE" });
  expect(await read("loaded")).toEqual(["a", "b"]);
});

test.each([
  ["a line that is none", ["nonsense"], /JSON/],
  ["a column that nobody knows", [{ custom_id: "a", other: 1 }], /No such field: other/],
  ["a missing column", [{ request: {} }], /Missing required field: custom_id/],
])("a load with %s fails, and nothing of it stays", async (_, content, message) => {
  const [job] = await dataset()
    .table("broken")
    .createLoadJob(fileOf([...rows, ...content]), { ...options, jobId: "broken" });
  expect(job.metadata.status.errorResult).toMatchObject({ reason: "invalid" });
  expect(job.metadata.status.errorResult.message).toMatch(message);
  const [metadata] = await stage.bigquery.job("broken").getMetadata();
  expect(metadata.status.state).toBe("DONE");
  expect(await read("broken")).toEqual([]);
});

test("a load takes its time when it is to", async () => {
  await stage.tell("POST", "/config", { vertex: { loadSeconds: 30 } });
  const [job] = await dataset().table("slow").createLoadJob(fileOf(rows), options);
  expect(job.metadata.status).toEqual({ state: "RUNNING" });
  await stage.advance(30);
  expect((await job.getMetadata())[0].status).toEqual({ state: "DONE" });
});

test("an upload in pieces runs the load with the last of them", async () => {
  const url = `${stage.sandbox.urls.bigquery}/upload/bigquery/v2/projects/${project}/jobs?uploadType=resumable`;
  const destinationTable = { projectId: project, datasetId: "offpeak", tableId: "pieces" };
  const begun = await fetch(url, {
    method: "POST",
    headers: { authorization: "Bearer token" },
    body: JSON.stringify({ configuration: { load: { ...options, destinationTable } } }),
  });
  const text = jsonl(rows);
  const bytes = Buffer.byteLength(text);
  const done = await fetch(begun.headers.get("location") ?? "", {
    method: "PUT",
    headers: { authorization: "Bearer token", "content-range": `bytes 0-${bytes - 1}/${bytes}` },
    body: text,
  });
  expect(await done.json()).toMatchObject({
    status: { state: "DONE" },
    statistics: { load: { outputRows: "2" } },
  });
  expect(await read("pieces")).toEqual(["a", "b"]);
});

test("tables are made, listed, filled row by row, read in pages, and dropped", async () => {
  const [table] = await dataset().createTable("made", { schema: { fields: schema.fields } });
  await expect(dataset().createTable("made", {})).rejects.toMatchObject({ code: 409 });
  await table.insert(rows.map((row) => ({ ...row, request: JSON.stringify(row.request) })));
  await expect(table.insert([{ other: 1 }])).rejects.toMatchObject({ name: "PartialFailureError" });
  expect((await dataset().getTables())[0].map((one) => one.id)).toEqual(["made"]);
  expect((await table.getMetadata())[0]).toMatchObject({ numRows: "2", location: "US" });
  const [page, next] = await table.getRows({ maxResults: 1, autoPaginate: false });
  expect(page).toHaveLength(1);
  const [last, none] = await table.getRows({ ...next, autoPaginate: false });
  expect(last.map((row) => row.custom_id)).toEqual(["b"]);
  expect(none).toBeNull();
  expect((await table.getRows({ selectedFields: "custom_id" }))[0]).toEqual([
    { custom_id: "a" },
    { custom_id: "b" },
  ]);
  await table.delete();
  await expect(table.getMetadata()).rejects.toMatchObject({ code: 404 });
});

test("data sets are made and dropped, and say where they are", async () => {
  const [made] = await stage.bigquery.createDataset("made", { location: "EU" });
  expect((await made.getMetadata())[0]).toMatchObject({ location: "EU" });
  await made.createTable("one", { schema: { fields: schema.fields } });
  await expect(made.delete()).rejects.toMatchObject({ code: 400 });
  await made.delete({ force: true });
  await expect(made.getMetadata()).rejects.toMatchObject({ code: 404 });
});

test("the few statements that we ask are answered", async () => {
  await dataset().table("asked").load(fileOf(rows), options);
  const ask = async (query: string) => (await stage.bigquery.query(query))[0];
  const name = `\`${project}.offpeak.asked\``;
  expect(await ask("SELECT 1 AS one")).toEqual([{ one: 1 }]);
  expect(await ask(`SELECT COUNT(*) AS n FROM ${name}`)).toEqual([{ n: 2 }]);
  expect(await ask(`SELECT custom_id FROM ${name} WHERE custom_id = 'b'`)).toEqual([{ custom_id: "b" }]);
  expect(await ask(`SELECT * FROM ${name} LIMIT 1`)).toMatchObject([{ custom_id: "a" }]);
  const [job] = await stage.bigquery.createQueryJob(`SELECT custom_id FROM ${name}`);
  expect((await job.getQueryResults())[0]).toHaveLength(2);
  await expect(ask("DELETE FROM x")).rejects.toMatchObject({ code: 400 });
  await expect(ask("SELECT * FROM offpeak.nowhere")).rejects.toMatchObject({ code: 404 });
});

test("a missing permission is named, and a token is needed", async () => {
  await stage.tell("POST", "/config", { vertex: { denied: ["bigquery.tables.create"] } });
  const load = dataset().table("denied").createLoadJob(fileOf(rows), options);
  await expect(load).rejects.toThrow(/bigquery\.tables\.create/);
  const bare = await fetch(`${stage.sandbox.urls.bigquery}/bigquery/v2/projects/${project}/datasets/offpeak`);
  expect(bare.status).toBe(401);
});

test("the library's emulator variable leads here too, and tables outlive a restart", async () => {
  const before = await openGoogleStage({ stateDir: dir });
  await before.bigquery.dataset("offpeak").table("kept").load(fileOf(rows), options);
  await before.close();
  const after = await openGoogleStage({ stateDir: dir });
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: "token" });
  process.env.BIGQUERY_EMULATOR_HOST = after.sandbox.urls.bigquery;
  try {
    const bigquery = new BigQuery({ projectId: project, authClient });
    expect((await bigquery.query("SELECT COUNT(*) AS n FROM offpeak.kept"))[0]).toEqual([{ n: 2 }]);
    await bigquery.dataset("offpeak").table("kept").load(fileOf(rows), options);
    expect((await bigquery.dataset("offpeak").table("kept").getRows())[0]).toHaveLength(4);
  } finally {
    delete process.env.BIGQUERY_EMULATOR_HOST;
    await after.close();
  }
});
