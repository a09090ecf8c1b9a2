import { setTimeout as delay } from "node:timers/promises";
import { WireLoad, WirePlace } from "@/lib/adapters/providers/vertex/api";
import { parseAnswer, sendForJson, type VertexClient } from "@/lib/adapters/providers/vertex/client";
import { ID_COLUMN } from "@/lib/adapters/providers/vertex/dialect/names";
import { requestLabels } from "@/lib/adapters/providers/vertex/labels";
import type { Submission, Submitted } from "@/lib/core/provider";
import { failureOf } from "@/lib/platform/http/failure";
import { outgoingPieces } from "./outgoing";
import { PIECE, uploadPieces } from "./upload";

/** Tables of one submission; a hyphen would have to be quoted in every statement. */
export const tableOf = (key: string, part: "in" | "out"): string =>
  `offpeak_${part}_${key.replace(/-/g, "_")}`;

const loadId = (key: string): string => `offpeak-load-${key}`;
const SCHEMA = {
  fields: [
    { name: ID_COLUMN, type: "STRING" },
    { name: "request", type: "JSON" },
  ],
};

type Load = { submission: Submission; dataset: string; signal: AbortSignal };

/**
 * Loads the requests into a table of their own. The load bears our id, so that it is there once, however often it is
 * sent. Null when all rows are in.
 */
export async function loadInput(client: VertexClient, load: Load): Promise<Submitted | null> {
  // A data set that is not there is found out here, before a file goes up; and a load is known in its region alone.
  const location = await locationOf(client, load);
  const begun = await begin(client, load, location).catch(async (thrown: unknown) => {
    const failure = failureOf(thrown);
    const isLost = failure.kind === "lost" || (failure.kind === "status" && failure.status >= 409);
    const known = isLost ? await find(client, load, location).catch(() => null) : null;
    if (known) return known;
    throw thrown;
  });
  const done = await ended(client, load, begun);
  return done.status.errorResult ? afterError(done.status.errorResult) : null;
}

const projectUrl = ({ bigquery, project }: VertexClient, root = "bigquery/v2") =>
  `${bigquery}/${root}/projects/${encodeURIComponent(project)}`;

async function locationOf(client: VertexClient, { dataset, signal }: Load): Promise<string | null> {
  const answer = await sendForJson(client, { url: `${projectUrl(client)}/datasets/${dataset}`, signal });
  return parseAnswer(WirePlace, answer, "BigQuery").location ?? null;
}

async function begin(
  client: VertexClient,
  { submission, dataset, signal }: Load,
  location: string | null,
): Promise<WireLoad> {
  const { project } = client;
  const destinationTable = {
    projectId: project,
    datasetId: dataset,
    tableId: tableOf(submission.key, "in"),
  };
  const answer = await uploadPieces(client, {
    url: `${projectUrl(client, "upload/bigquery/v2")}/jobs?uploadType=resumable`,
    metadata: {
      jobReference: { projectId: project, jobId: loadId(submission.key), ...(location && { location }) },
      configuration: {
        load: {
          destinationTable,
          schema: SCHEMA,
          sourceFormat: "NEWLINE_DELIMITED_JSON",
          writeDisposition: "WRITE_TRUNCATE",
        },
      },
    },
    contentType: "application/octet-stream",
    pieces: outgoingPieces(
      { path: submission.file.path, carrier: "column", labels: requestLabels(submission) },
      PIECE,
    ),
    signal,
  });
  return parseAnswer(WireLoad, answer, "BigQuery");
}

async function find(
  client: VertexClient,
  { submission, signal }: Load,
  location: string | null,
): Promise<WireLoad> {
  const query = location === null ? "" : `?location=${encodeURIComponent(location)}`;
  const url = `${projectUrl(client)}/jobs/${loadId(submission.key)}${query}`;
  return parseAnswer(WireLoad, await sendForJson(client, { url, signal }), "BigQuery");
}

async function ended(client: VertexClient, load: Load, begun: WireLoad): Promise<WireLoad> {
  let job = begun;
  for (let looks = 0; job.status.state !== "DONE"; looks++) {
    await delay(Math.min(5_000, 250 * 2 ** Math.min(looks, 5)), undefined, { signal: load.signal });
    job = await find(client, load, begun.jobReference.location ?? null);
  }
  return job;
}

const PASSING = new Set(["backendError", "internalError", "rateLimitExceeded", "quotaExceeded", "stopped"]);

/** What it says may quote a row. */
function afterError({ reason }: { reason?: string | null | undefined }): Submitted {
  const code = /^[a-zA-Z]{1,40}$/.test(reason ?? "") ? String(reason) : "load_failed";
  if (code === "accessDenied")
    return {
      kind: "later",
      message: "The account may not load rows into the data set. It needs roles/bigquery.dataEditor there.",
      retryAfterSeconds: null,
    };
  if (PASSING.has(code))
    return {
      kind: "later",
      message: `BigQuery could not load the requests (${code}).`,
      retryAfterSeconds: null,
    };
  return { kind: "refused", code, message: `BigQuery refused to load the requests (${code}).` };
}
