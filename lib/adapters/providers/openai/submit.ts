import type { Submission, Submitted } from "@/lib/core/provider";
import { type Failure, failureOf, isForNow, statusWords, type Words } from "@/lib/platform/http/failure";
import { fileBody } from "@/lib/platform/http/file-body";
import { afterCreate } from "../after-create";
import { WireBatch, WireError, WireFile } from "./api";
import { type OpenaiClient, PATIENCE, parseAnswer, tellScopes, wordsOf } from "./client";
import { metadataOf, remoteBatch } from "./map";
import { SCOPES } from "./rights";

/** The name under which a submission's file is uploaded: it is found again by it. */
export const filenameOf = (key: string): string => `offpeak-${key}.jsonl`;

type Uploaded = { kind: "uploaded"; fileId: string };

/** Uploads the file, then creates the batch. Only the second can be in doubt: a file alone does nothing. */
export async function submit(
  client: OpenaiClient,
  submission: Submission,
  signal: AbortSignal,
): Promise<Submitted> {
  const uploaded = await upload(client, submission, signal);
  if (uploaded.kind !== "uploaded") return uploaded;
  const submitted = await create(client, { submission, fileId: uploaded.fileId }, signal);
  // The next try brings a file of its own, since it has another key.
  if (submitted.kind === "later" || submitted.kind === "refused") await discard(client, uploaded.fileId);
  return submitted;
}

async function upload(
  client: OpenaiClient,
  { key, file }: Submission,
  signal: AbortSignal,
): Promise<Uploaded | Submitted> {
  const words = wordsOf(client, "The address for files", SCOPES.files);
  const blob = await fileBody(file.path, "application/jsonl");
  if (!blob)
    return {
      kind: "refused",
      code: "file_missing",
      message: "The prepared file is gone from the file store.",
    };
  try {
    const answer = await client.sdk.files.create(
      { file: new File([blob], filenameOf(key), { type: blob.type }), purpose: "batch" },
      { maxRetries: 0, timeout: PATIENCE.upload, signal },
    );
    return { kind: "uploaded", fileId: parseAnswer(WireFile, answer).id };
  } catch (thrown) {
    const failed = afterCreate(failureOf(thrown), words, (failure) => afterStatus(failure, words));
    return failed.kind === "unknown" ? { ...failed, kind: "later", retryAfterSeconds: null } : failed;
  }
}

type Creation = { submission: Submission; fileId: string };

async function create(
  client: OpenaiClient,
  { submission, fileId }: Creation,
  signal: AbortSignal,
): Promise<Submitted> {
  try {
    const answer = await client.sdk.batches.create(
      {
        input_file_id: fileId,
        endpoint: endpointOf(submission.path),
        completion_window: "24h",
        metadata: metadataOf(submission),
      },
      { maxRetries: 0, timeout: PATIENCE.create, signal },
    );
    return { kind: "accepted", batch: remoteBatch(parseAnswer(WireBatch, answer)) };
  } catch (thrown) {
    const words = wordsOf(client, "The address for batches");
    return afterCreate(failureOf(thrown), words, (failure) => afterStatus(failure, words));
  }
}

/** The SDK's type lists the paths of its day; which of them a batch takes is for the provider to say. */
const endpointOf = (path: string) => path as "/v1/responses";

/** Money and keys can be put right, and then the same batch is welcome. */
const CURABLE = new Set(["insufficient_quota", "billing_hard_limit_reached", "billing_not_active"]);

function afterStatus(failure: Failure & { kind: "status" }, words: Words): Submitted {
  const { status, retryAfterSeconds } = failure;
  const { failure: told, permission } = tellScopes(failure);
  const meaning = told.kind === "status" ? told.status : status;
  const message = statusWords(meaning, permission === null ? words : { ...words, permission });
  if (status >= 500) return { kind: "unknown", message };
  const { code, type, param } = WireError.catch({}).parse(failure.body ?? {});
  const reason = String(code ?? type ?? `http_${status}`);
  if (CURABLE.has(reason))
    return {
      kind: "later",
      message: "The OpenAI account has no credit left. Add credit; the batch then starts.",
      retryAfterSeconds,
    };
  // A file that was just uploaded may not be known everywhere yet.
  const isUnseenFile = param === "input_file_id" && (status === 400 || status === 404);
  if (isForNow(status) || status === 401 || status === 403 || isUnseenFile)
    return { kind: "later", message, retryAfterSeconds };
  return {
    kind: "refused",
    code: reason.replace(/[^\w.-]/g, "").slice(0, 80) || "refused",
    message: refusedWords(message, param),
  };
}

/** The name of a parameter is ours to repeat; the provider's sentence may hold a key. */
function refusedWords(message: string, param: string | null | undefined): string {
  return param && /^[\w.[\]]{1,80}$/.test(param) ? message.replace(/\.$/, `: ${param}.`) : message;
}

async function discard(client: OpenaiClient, fileId: string): Promise<void> {
  // Best effort: what stays behind costs nothing and goes with its own expiry.
  await client.sdk.files.delete(fileId, { timeout: PATIENCE.read }).catch(() => null);
}
