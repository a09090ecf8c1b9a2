import { rmSync } from "node:fs";
import { cellsOf } from "@/lib/sandbox/bigquery/fields";
import { type BigqueryRoom, demandPermission } from "@/lib/sandbox/bigquery/room";
import { complain, refuse } from "@/lib/sandbox/google/complain";
import { readRelated } from "@/lib/sandbox/google/related";
import type { Resumable } from "@/lib/sandbox/google/resumable";
import { readJson } from "@/lib/sandbox/http/body";
import { type Call, json, type Reply, type Route } from "@/lib/sandbox/http/call";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { type JobRecord, jobOnTheWire, type QueryResult, readReference } from "./job";
import { runLoad } from "./load";
import { runQuery } from "./sql";

/** What a job was sent as: its description, and the file that came with it. */
type Sent = { project: string; body: unknown; media: string | null };

export function jobRoutes(room: BigqueryRoom, uploads: Resumable<Sent>, roots: string[]): Route[] {
  const { world } = room;
  const now = () => world.clock.now();
  const invalid = (message: string) => complain("store", { kind: "INVALID_ARGUMENT", message });
  const projectOf = (call: Call) => call.params.project ?? "";
  const answer = (call: Call, job: JobRecord) => json(jobOnTheWire(job, now(), call.origin));

  function found(call: Call): JobRecord {
    const id = `${projectOf(call)}:${call.params.job}`;
    return room.jobs.get(id) ?? refuse("store", "NOT_FOUND", `Not found: Job ${id}`);
  }

  async function start({ project, body, media }: Sent): Promise<JobRecord> {
    const wanted = readReference(project, body);
    demandPermission(room, "bigquery.jobs.create", `Project ${project}`);
    const jobId = wanted.jobId ?? world.nextId("job_");
    const id = `${project}:${jobId}`;
    if (room.jobs.get(id)) return refuse("store", "ALREADY_EXISTS", `Already Exists: Job ${id}`);
    const configuration = isRecord(body) && isRecord(body.configuration) ? body.configuration : {};
    const query = isRecord(configuration.query) ? String(configuration.query.query ?? "") : null;
    const ran =
      query === null
        ? await runLoad(room, { configuration, project, media })
        : { location: "US", error: null, statistics: await queryStatistics(project, query) };
    const job: JobRecord = {
      id,
      project,
      jobId,
      kind: query === null ? "load" : "query",
      configuration,
      createdAt: now(),
      doneAt: now() + world.settings().vertex.loadSeconds * 1000,
      sql: query,
      ...ran,
      location: wanted.location ?? ran.location,
    };
    // A dry run is looked at and forgotten.
    if (configuration.dryRun !== true) await room.jobs.put(job);
    return job;
  }

  async function queryStatistics(project: string, query: string) {
    const { rows } = await runQuery(room, project, query);
    return {
      query: { statementType: "SELECT", totalBytesProcessed: "0", cacheHit: false, rows: rows.length },
    };
  }

  async function insert(call: Call): Promise<Reply> {
    const body = await readJson(call, invalid);
    return answer(call, await start({ project: projectOf(call), body, media: null }));
  }

  async function upload(call: Call): Promise<Reply> {
    const incoming = world.path("incoming", world.nextId("load-"));
    try {
      const related = await readRelated(call.request, incoming);
      if (!related) return refuse("store", "INVALID_ARGUMENT", "The multipart body cannot be read.");
      call.sent = related.metadata;
      return answer(call, await start({ project: projectOf(call), body: related.metadata, media: incoming }));
    } finally {
      rmSync(incoming, { force: true });
    }
  }

  async function begin(call: Call): Promise<Reply> {
    const body = await readJson(call, invalid);
    demandPermission(room, "bigquery.jobs.create", `Project ${projectOf(call)}`);
    return uploads.begin(call, { project: projectOf(call), body, media: null });
  }

  const proceed = (call: Call) =>
    uploads.proceed(call, async (sent, media) => answer(call, await start({ ...sent, media })));

  async function results(call: Call): Promise<Reply> {
    const job = found(call);
    const reference = { projectId: job.project, jobId: job.jobId, location: job.location };
    if (now() < job.doneAt) return json({ jobComplete: false, jobReference: reference });
    if (job.sql === null) return refuse("store", "INVALID_ARGUMENT", "Cannot list results of a load job.");
    const result = await runQuery(room, job.project, job.sql);
    return json(
      resultsOnTheWire(result, reference, call.query.get("formatOptions.useInt64Timestamp") === "true"),
    );
  }

  async function query(call: Call): Promise<Reply> {
    const body = await readJson(call, invalid);
    const sql = isRecord(body) ? String(body.query ?? "") : "";
    const job = await start({
      project: projectOf(call),
      body: { configuration: { query: { query: sql } } },
      media: null,
    });
    const format = isRecord(body) && isRecord(body.formatOptions) ? body.formatOptions : {};
    const reference = { projectId: job.project, jobId: job.jobId, location: job.location };
    const result = await runQuery(room, job.project, sql);
    return json(resultsOnTheWire(result, reference, format.useInt64Timestamp === true));
  }

  const uploadPath = "/upload/bigquery/v2/projects/:project/jobs";
  const isResumable = (params: URLSearchParams) => params.get("uploadType") === "resumable";
  return [
    { method: "POST", path: uploadPath, when: isResumable, operation: "jobs.upload", handle: begin },
    { method: "POST", path: uploadPath, operation: "jobs.insert", handle: upload },
    { method: "PUT", path: uploadPath, operation: "jobs.insert", handle: proceed },
    ...roots.flatMap((root): Route[] => [
      { method: "POST", path: `${root}/projects/:project/jobs`, operation: "jobs.insert", handle: insert },
      {
        method: "GET",
        path: `${root}/projects/:project/jobs/:job`,
        operation: "jobs.get",
        handle: (call) => answer(call, found(call)),
      },
      { method: "POST", path: `${root}/projects/:project/queries`, operation: "jobs.query", handle: query },
      {
        method: "GET",
        path: `${root}/projects/:project/queries/:job`,
        operation: "jobs.getQueryResults",
        handle: results,
      },
    ]),
  ];
}

type Reference = { projectId: string; jobId: string; location: string };

function resultsOnTheWire({ fields, rows }: QueryResult, jobReference: Reference, asMicros: boolean) {
  return {
    kind: "bigquery#queryResponse",
    schema: { fields },
    jobReference,
    jobComplete: true,
    totalRows: String(rows.length),
    ...(rows.length > 0 && { rows: rows.map((row) => cellsOf(row, fields, asMicros)) }),
    totalBytesProcessed: "0",
    cacheHit: false,
  };
}
