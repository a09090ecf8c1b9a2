import { type BatchJob, GoogleGenAI, JobState } from "@google/genai";
import { BigQuery } from "@google-cloud/bigquery";
import { Storage } from "@google-cloud/storage";
import { OAuth2Client } from "google-auth-library";
import type { SandboxOptions } from "@/lib/sandbox/sandbox";
import { jsonl, openStage, parseLines, type Stage } from "./stage";

/** A running sandbox whose time stands still, and Google's libraries pointed at it. */
export type GoogleStage = Stage & { genai: GoogleGenAI; storage: Storage; bigquery: BigQuery };

export const project = "offpeak-tests";
export const location = "us-central1";
export const bucket = "offpeak-sandbox";
export const model = "gemini-2.5-flash";

export async function openGoogleStage(options: SandboxOptions = {}): Promise<GoogleStage> {
  const stage = await openStage(options);
  const { urls } = stage.sandbox;
  return {
    ...stage,
    genai: new GoogleGenAI({
      vertexai: true,
      project,
      location,
      httpOptions: { baseUrl: urls.vertex },
      googleAuthOptions: { authClient: holder() },
    }),
    storage: new Storage({ projectId: project, apiEndpoint: urls.gcs, retryOptions: { autoRetry: false } }),
    bigquery: new BigQuery({ projectId: project, apiEndpoint: urls.bigquery, authClient: holder() }),
  };
}

function holder(): OAuth2Client {
  const client = new OAuth2Client();
  client.setCredentials({ access_token: "token", expiry_date: Date.now() + 3_600_000 });
  return client;
}

export function generateRequest(id: string, text = `Sum up ticket ${id}.`) {
  return {
    contents: [{ role: "user", parts: [{ text }] }],
    generationConfig: { maxOutputTokens: 200 },
    labels: { offpeak_id: id },
  };
}

export function generateLines(count: number) {
  return Array.from({ length: count }, (_, n) => ({ request: generateRequest(`ticket_${n}`) }));
}

export async function uploadLines(stage: GoogleStage, lines: unknown[], name = "in/one.jsonl") {
  await stage.storage.bucket(bucket).file(name).save(jsonl(lines));
  return `gs://${bucket}/${name}`;
}

type Wanted = { src: string; dest: string; displayName?: string; labels?: Record<string, string> };

export function createJob(
  stage: GoogleStage,
  { src, dest, displayName = "offpeak_one", labels }: Wanted,
): Promise<BatchJob> {
  return stage.genai.batches.create({
    model,
    src,
    config: { displayName, dest, ...(labels && { httpOptions: { extraBody: { labels } } }) },
  });
}

export async function startFileJob(stage: GoogleStage, lines: unknown[], more: Partial<Wanted> = {}) {
  const src = await uploadLines(stage, lines);
  return createJob(stage, { src, dest: `gs://${bucket}/out/one`, ...more });
}

export const nameOf = (job: BatchJob) => job.name ?? "";
export const idOf = (job: BatchJob) => nameOf(job).split("/").at(-1) ?? "";
export const getJob = (stage: GoogleStage, job: BatchJob) => stage.genai.batches.get({ name: nameOf(job) });

export const terminal = [
  JobState.JOB_STATE_SUCCEEDED,
  JobState.JOB_STATE_PARTIALLY_SUCCEEDED,
  JobState.JOB_STATE_FAILED,
  JobState.JOB_STATE_CANCELLED,
  JobState.JOB_STATE_EXPIRED,
];

export type OutputLine = {
  status: string;
  processed_time: string;
  request: { labels?: Record<string, string>; contents?: unknown };
  response: Record<string, unknown>;
};

/** What a job wrote into its folder. */
export async function outputText(stage: GoogleStage, job: BatchJob): Promise<string> {
  const directory = job.outputInfo?.gcsOutputDirectory ?? "";
  const prefix = `${directory.replace(`gs://${bucket}/`, "")}/`;
  const [files] = await stage.storage.bucket(bucket).getFiles({ prefix });
  const texts = await Promise.all(files.map(async (file) => (await file.download())[0].toString("utf8")));
  return texts.join("");
}

export async function outputLines(stage: GoogleStage, job: BatchJob): Promise<OutputLine[]> {
  return parseLines<OutputLine>(await outputText(stage, job));
}

export const labelsOf = (lines: OutputLine[]) => lines.map((line) => line.request.labels?.offpeak_id ?? "");
