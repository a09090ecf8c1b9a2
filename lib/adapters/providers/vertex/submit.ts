import { AppError } from "@/lib/core/errors";
import { recordOf, textOf } from "@/lib/core/json";
import type { Submission, Submitted } from "@/lib/core/provider";
import { type Failure, failureOf, isForNow, statusWords } from "@/lib/platform/http/failure";
import { afterCreate } from "../after-create";
import { WireJob } from "./api";
import {
  isSwitchedOff,
  PATIENCE,
  parseAnswer,
  permissionIn,
  sendForJson,
  switchedOffWords,
  type VertexClient,
  wordsOf,
} from "./client";
import { displayNameOf, jobLabels } from "./labels";
import { remoteBatch } from "./map";
import { modelPath } from "./model-path";
import { discardInput, type Placed, placeInput } from "./stores/input";

/** Brings the rows to their place, then creates the job. Only the second can be in doubt: rows alone do nothing. */
export async function submit(
  client: VertexClient,
  submission: Submission,
  signal: AbortSignal,
): Promise<Submitted> {
  const model = modelPath(submission.model);
  if (model === null)
    return { kind: "refused", code: "model_missing", message: "The batch names no model of Google's." };
  const placed = await placeInput(client, submission, signal);
  if (placed.kind !== "placed") return placed;
  const submitted = await create(client, { submission, model, placed }, signal);
  // The next try brings rows of its own, since it has another key.
  if (submitted.kind === "later" || submitted.kind === "refused") await discardInput(client, submission.key);
  return submitted;
}

type Creation = { submission: Submission; model: string; placed: Placed };

async function create(
  client: VertexClient,
  { submission, model, placed }: Creation,
  signal: AbortSignal,
): Promise<Submitted> {
  // Before the call itself, so that trouble with the token is surely not a job.
  const trouble = await client.token().then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (trouble) return noToken(trouble);
  try {
    const answer = await sendForJson(client, {
      url: `${client.home}/batchPredictionJobs`,
      method: "POST",
      json: {
        displayName: displayNameOf(submission.key),
        model,
        inputConfig: placed.inputConfig,
        outputConfig: placed.outputConfig,
        labels: jobLabels(submission),
      },
      timeout: PATIENCE.create,
      signal,
    });
    return { kind: "accepted", batch: remoteBatch(parseAnswer(WireJob, answer)) };
  } catch (thrown) {
    const words = wordsOf(client, "The address for jobs");
    return afterCreate(failureOf(thrown), words, (failure) => afterStatus(client, failure));
  }
}

function noToken(thrown: unknown): Submitted {
  const message = thrown instanceof AppError ? thrown.message : "Google gave no token.";
  return { kind: "later", message, retryAfterSeconds: null };
}

function afterStatus(client: VertexClient, failure: Failure & { kind: "status" }): Submitted {
  const { status, retryAfterSeconds } = failure;
  const words = wordsOf(client, "The address for jobs");
  const permission = permissionIn(failure);
  const message = isSwitchedOff(failure)
    ? switchedOffWords
    : statusWords(status, permission === null ? words : { ...words, permission });
  if (status >= 500) return { kind: "unknown", message };
  if (isForNow(status) || status === 401 || status === 403)
    return { kind: "later", message, retryAfterSeconds };
  const code = textOf(recordOf(failure.body)?.status) ?? `http_${status}`;
  const isModel = status === 404;
  return {
    kind: "refused",
    code: code.replace(/[^\w.-]/g, "").slice(0, 80) || "refused",
    message: isModel ? `${client.location} has no such model, or no such project.` : message,
  };
}
