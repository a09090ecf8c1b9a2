import { access } from "node:fs/promises";
import {
  PATIENCE,
  permissionIn,
  send,
  storeWords,
  type VertexClient,
} from "@/lib/adapters/providers/vertex/client";
import { requestLabels } from "@/lib/adapters/providers/vertex/labels";
import { AppError } from "@/lib/core/errors";
import { textOf } from "@/lib/core/json";
import type { Submission, Submitted } from "@/lib/core/provider";
import { type Failure, failureOf, isForNow, redirectedWords, statusWords } from "@/lib/platform/http/failure";
import { loadInput, tableOf } from "./load";
import { outgoingPieces, StrangeLine } from "./outgoing";
import { PIECE, uploadPieces } from "./upload";

/** Where a job reads its rows and writes its results, in the job's own words. */
export type Placed = { kind: "placed"; inputConfig: unknown; outputConfig: unknown };

/** Brings the requests to where the job will read them. All of it may be done again: it costs nothing and runs nothing. */
export async function placeInput(
  client: VertexClient,
  submission: Submission,
  signal: AbortSignal,
): Promise<Placed | Submitted> {
  const isThere = await access(submission.file.path).then(
    () => true,
    () => false,
  );
  if (!isThere) return fileMissing("The prepared file is gone from the file store.");
  try {
    return client.mode.kind === "files"
      ? await placeObject(client, { submission, bucket: client.mode.bucket, signal })
      : await placeTable(client, { submission, dataset: client.mode.dataset, signal });
  } catch (thrown) {
    if (thrown instanceof StrangeLine) return fileMissing("The prepared file is not as it was written.");
    return afterFailure(client, thrown);
  }
}

const fileMissing = (message: string): Submitted => ({ kind: "refused", code: "file_missing", message });

/** Below one folder for each submission, named by its key. */
const folderOf = (key: string): string => `offpeak/${key}`;
const inputOf = (key: string): string => `${folderOf(key)}/input.jsonl`;

type Files = { submission: Submission; bucket: string; signal: AbortSignal };

async function placeObject(client: VertexClient, { submission, bucket, signal }: Files): Promise<Placed> {
  const query = new URLSearchParams({ uploadType: "resumable", name: inputOf(submission.key) });
  await uploadPieces(client, {
    url: `${client.storage}/upload/storage/v1/b/${encodeURIComponent(bucket)}/o?${query}`,
    metadata: { contentType: "application/jsonl" },
    contentType: "application/jsonl",
    pieces: outgoingPieces(
      { path: submission.file.path, carrier: "label", labels: requestLabels(submission) },
      PIECE,
    ),
    signal,
  });
  return {
    kind: "placed",
    inputConfig: {
      instancesFormat: "jsonl",
      gcsSource: { uris: [`gs://${bucket}/${inputOf(submission.key)}`] },
    },
    outputConfig: {
      predictionsFormat: "jsonl",
      gcsDestination: { outputUriPrefix: `gs://${bucket}/${folderOf(submission.key)}/output` },
    },
  };
}

type Tables = { submission: Submission; dataset: string; signal: AbortSignal };

async function placeTable(
  client: VertexClient,
  { submission, dataset, signal }: Tables,
): Promise<Placed | Submitted> {
  const refused = await loadInput(client, { submission, dataset, signal });
  if (refused) return refused;
  const uri = (name: string) => `bq://${client.project}.${dataset}.${name}`;
  return {
    kind: "placed",
    inputConfig: {
      instancesFormat: "bigquery",
      bigquerySource: { inputUri: uri(tableOf(submission.key, "in")) },
    },
    outputConfig: {
      predictionsFormat: "bigquery",
      bigqueryDestination: { outputUri: uri(tableOf(submission.key, "out")) },
    },
  };
}

/** Rows that no job will read. Best effort: what stays behind costs its storage, and nothing runs. */
export async function discardInput(client: VertexClient, key: string): Promise<void> {
  const url =
    client.mode.kind === "files"
      ? objectUrl(client, client.mode.bucket, key)
      : tableUrl(client, client.mode.dataset, key);
  const signal = AbortSignal.timeout(PATIENCE.read);
  await send(client, { url, method: "DELETE", signal }).catch(() => null);
}

const objectUrl = ({ storage }: VertexClient, bucket: string, key: string) =>
  `${storage}/storage/v1/b/${encodeURIComponent(bucket)}/o/${encodeURIComponent(inputOf(key))}`;

const tableUrl = ({ bigquery, project }: VertexClient, dataset: string, key: string) =>
  `${bigquery}/bigquery/v2/projects/${encodeURIComponent(project)}/datasets/${dataset}/tables/${tableOf(key, "in")}`;

/** No job was asked for yet, so whatever went wrong, nothing was accepted. */
function afterFailure(client: VertexClient, thrown: unknown): Submitted {
  const place = client.mode.kind === "files" ? `The bucket ${client.mode.bucket}` : "The data set";
  const words = storeWords(client, place);
  if (thrown instanceof AppError)
    return { kind: "later", message: thrown.message, retryAfterSeconds: thrown.retryAfterSeconds ?? null };
  const failure = failureOf(thrown);
  switch (failure.kind) {
    case "status":
      return afterStatus(failure, permissionIn(failure), words);
    case "unreachable":
      return later(`${words.provider} cannot be reached at ${words.address}: ${failure.why}.`);
    case "redirected":
      return { kind: "refused", code: "redirected", message: redirectedWords(words) };
    case "lost":
      return later(`The requests did not reach ${words.provider}: ${failure.why}.`);
    case "stopped":
      return later(`The upload to ${words.provider} was stopped.`);
    default:
      return failure satisfies never;
  }
}

const later = (message: string, retryAfterSeconds: number | null = null): Submitted => ({
  kind: "later",
  message,
  retryAfterSeconds,
});

function afterStatus(
  failure: Failure & { kind: "status" },
  permission: string | null,
  words: ReturnType<typeof storeWords>,
): Submitted {
  const { status, retryAfterSeconds } = failure;
  if (status === 404) {
    const message = `${words.what} was not found at ${words.provider}.`;
    return { kind: "refused", code: "place_missing", message };
  }
  const message = statusWords(status, permission === null ? words : { ...words, permission });
  // Rights can be given, and then the same batch is welcome.
  if (isForNow(status) || status === 401 || status === 403) return later(message, retryAfterSeconds);
  return { kind: "refused", code: textOf(`http_${status}`) ?? "refused", message };
}
