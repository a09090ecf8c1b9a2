import type { z } from "zod";
import { AppError } from "@/lib/core/errors";
import { isRecord, recordOf, textOf } from "@/lib/core/json";
import type { OpenConnection } from "@/lib/core/provider";
import { appErrorOf, type Failure, failureOf, type Words } from "@/lib/platform/http/failure";
import { STRICT_FETCH } from "@/lib/platform/http/request-options";
import { type TokenSource, tokenSource } from "./auth";

// Plain calls with fetch, and Google's library for the tokens alone: its clients drop the labels and partial failures of
// jobs (@google/genai), and those of the stores retry by themselves, follow redirects with the token and cannot be stopped.

/** files: requests and results in a bucket. tables: in a data set of BigQuery. */
export type Mode = { kind: "files"; bucket: string } | { kind: "tables"; dataset: string };

export type VertexClient = {
  mode: Mode;
  project: string;
  location: string;
  /** Of the project in its location: jobs and models stand below it. */
  home: string;
  storage: string;
  bigquery: string;
  /** As a person knows it. */
  address: string;
  token: TokenSource;
};

const SECOND = 1000;
/** How long each kind of call may take. */
export const PATIENCE = {
  read: 60 * SECOND,
  create: 120 * SECOND,
  piece: 300 * SECOND,
  download: 1800 * SECOND,
  run: 900 * SECOND,
};

export function createClient({ credentials, settings }: OpenConnection): VertexClient {
  const { project, location, bucket, dataset } = settings;
  const mode = modeOf(bucket, dataset);
  if (!project || !location || !mode)
    throw new AppError(
      "provider_refused",
      "This connection names no project, location, or place for its files. Correct it in Settings.",
    );
  const address = settings.baseUrl || hostOf(location);
  return {
    mode,
    project,
    location,
    address,
    home: `${address}/v1/projects/${encodeURIComponent(project)}/locations/${encodeURIComponent(location)}`,
    storage: settings.storageEndpoint || "https://storage.googleapis.com",
    bigquery: settings.bigqueryEndpoint || "https://bigquery.googleapis.com",
    token: tokenSource(credentials, address),
  };
}

/** A data set keeps ids in a column, which is the better way, so it goes before a bucket. */
function modeOf(bucket: string | undefined, dataset: string | undefined): Mode | null {
  if (dataset) return { kind: "tables", dataset };
  return bucket ? { kind: "files", bucket } : null;
}

export function hostOf(location: string): string {
  if (location === "global") return "https://aiplatform.googleapis.com";
  if (location === "us" || location === "eu") return `https://aiplatform.${location}.rep.googleapis.com`;
  return `https://${location}-aiplatform.googleapis.com`;
}

export type Ask = {
  url: string;
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Sent as JSON. */
  json?: unknown;
  body?: Uint8Array<ArrayBuffer>;
  headers?: Record<string, string>;
  timeout?: number;
  signal: AbortSignal;
  /** More of what fetch takes. */
  options?: Record<string, unknown>;
  /** An upload that is not whole is answered with 308, which to fetch is a redirect. */
  isPiece?: boolean;
};

/** An answer that is none: what `failureOf` reads of it. */
class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly error: unknown,
  ) {
    super(`status ${status}`);
  }
}

/** One call, once. Throws what `failureOf` understands, or an AppError when there is no token. */
export async function send(client: VertexClient, ask: Ask): Promise<Response> {
  const token = await stoppable(client.token(), ask.signal);
  const response = await fetch(ask.url, {
    ...STRICT_FETCH,
    ...ask.options,
    ...(ask.isPiece && { redirect: "manual" as const }),
    method: ask.method ?? "GET",
    headers: {
      authorization: `Bearer ${token}`,
      ...(ask.json !== undefined && { "content-type": "application/json" }),
      ...ask.headers,
    },
    body: ask.json === undefined ? (ask.body ?? null) : JSON.stringify(ask.json),
    signal: AbortSignal.any([ask.signal, AbortSignal.timeout(ask.timeout ?? PATIENCE.read)]),
  });
  const isMore = ask.isPiece && response.status === 308 && !response.headers.has("location");
  if (response.ok || isMore) return response;
  const answer = await response.json().catch(() => null);
  throw new Refusal(response.status, response.headers, recordOf(answer)?.error ?? answer);
}

/** The same, with the JSON of the answer. */
export async function sendForJson(client: VertexClient, ask: Ask): Promise<unknown> {
  return readJson(await send(client, ask));
}

export async function readJson(response: Response): Promise<unknown> {
  const text = await response.text();
  if (text === "") return null;
  return JSON.parse(text);
}

async function stoppable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

export const PERMISSIONS = {
  jobs: "roles/aiplatform.user",
  files: "roles/storage.objectUser on the bucket",
  tables: "roles/bigquery.dataEditor on the data set and roles/bigquery.jobUser",
};

/** What is asked of whom, for the words of an error. */
export const wordsOf = (client: VertexClient, what: string, permission = PERMISSIONS.jobs): Words => ({
  provider: "Vertex AI",
  address: client.address,
  permission,
  what,
});

export const storeWords = (client: VertexClient, what: string): Words =>
  client.mode.kind === "files"
    ? { provider: "Cloud Storage", address: client.storage, permission: PERMISSIONS.files, what }
    : { provider: "BigQuery", address: client.bigquery, permission: PERMISSIONS.tables, what };

/** Runs a call that changes nothing, and throws what a person can act on. */
export async function reading<T>(words: Words, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : readingError(thrown, words);
  }
}

export function readingError(thrown: unknown, words: Words): AppError {
  const failure = failureOf(thrown);
  if (isSwitchedOff(failure)) return new AppError("provider_refused", switchedOffWords);
  const permission = permissionIn(failure);
  return appErrorOf(failure, permission === null ? words : { ...words, permission });
}

export const switchedOffWords =
  "The Vertex AI API is switched off in this project. Enable aiplatform.googleapis.com, and wait a few minutes.";

/** The one permission that Google names when one is missing: it is Google's word, and no text of anybody's. */
export function permissionIn(failure: Failure): string | null {
  if (failure.kind !== "status" || failure.status !== 403) return null;
  const told = detailsOf(failure).map((detail) => textOf(recordOf(detail.metadata)?.permission));
  const named = told.find((permission) => permission !== null);
  const said = textOf(recordOf(failure.body)?.message) ?? "";
  const found = named ?? /\b((?:aiplatform|storage|bigquery)\.[a-zA-Z]+\.[a-zA-Z]+)\b/.exec(said)?.[1];
  return found && /^[a-zA-Z]+(\.[a-zA-Z]+){2}$/.test(found) ? found : null;
}

export const isSwitchedOff = (failure: Failure): boolean =>
  failure.kind === "status" && detailsOf(failure).some(({ reason }) => reason === "SERVICE_DISABLED");

function detailsOf(failure: Failure & { kind: "status" }): Record<string, unknown>[] {
  const details = recordOf(failure.body)?.details;
  return Array.isArray(details) ? details.filter(isRecord) : [];
}

/** What is read of an answer. */
export function parseAnswer<T>(shape: z.ZodType<T>, answer: unknown, who = "Vertex AI"): T {
  const parsed = shape.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw new AppError("provider_busy", `${who} answered with something that is not what it should be.`);
}
