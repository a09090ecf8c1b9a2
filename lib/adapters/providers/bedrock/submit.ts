import { CreateModelInvocationJobCommand } from "@aws-sdk/client-bedrock";
import { AppError } from "@/lib/core/errors";
import type { RemoteBatch, Submission, Submitted } from "@/lib/core/provider";
import { statusWords } from "@/lib/platform/http/failure";
import type { Aws } from "./client";
import { type AwsFailure, awsFailure, missingRight, specialWords, wordsOf } from "./failure";
import { find } from "./find";
import { failureOf } from "./map";
import { jobNameOf, tagsOf, timeoutHours, tokenOf, urisOf } from "./names";
import { discard, upload } from "./store/upload";

const HOUR_MS = 3_600_000;

/** Puts the file into the bucket, then makes the job. Only the second can be in doubt: a file alone does nothing. */
export async function submit(aws: Aws, submission: Submission, signal: AbortSignal): Promise<Submitted> {
  if (!submission.model)
    return { kind: "refused", code: "model_missing", message: "Bedrock needs a model for the batch." };
  const failed = await upload(aws, submission, signal);
  if (failed) return failed;
  const submitted = await create(aws, { ...submission, model: submission.model }, signal);
  // The next try brings a file of its own, since it has another key.
  if (submitted.kind === "later" || submitted.kind === "refused") await discard(aws, submission.key);
  return submitted;
}

async function create(
  aws: Aws,
  submission: Submission & { model: string },
  abortSignal: AbortSignal,
): Promise<Submitted> {
  const { key, model, path, labels, deadline, since } = submission;
  // Counted from what is stored, so that the same submission makes the same request again.
  const hours = timeoutHours(deadline, since);
  const uris = urisOf(aws.settings, key);
  const command = new CreateModelInvocationJobCommand({
    jobName: jobNameOf(key),
    clientRequestToken: tokenOf(key),
    roleArn: aws.settings.roleArn,
    modelId: model,
    modelInvocationType: path === "Converse" ? "Converse" : "InvokeModel",
    inputDataConfig: { s3InputDataConfig: { s3Uri: uris.input, s3InputFormat: "JSONL" } },
    outputDataConfig: { s3OutputDataConfig: { s3Uri: uris.output } },
    timeoutDurationInHours: hours,
    tags: tagsOf(labels),
  });
  try {
    const { jobArn } = await aws.jobs.send(command, { abortSignal });
    if (!jobArn) return { kind: "unknown", message: "Bedrock took the job and did not say its name." };
    return { kind: "accepted", batch: justMade(jobArn, new Date(), hours) };
  } catch (thrown) {
    return notMade(aws, submission, awsFailure(thrown), abortSignal);
  }
}

/** A create answers the ARN alone. */
function justMade(id: string, createdAt: Date, hours: number): RemoteBatch {
  return {
    id,
    state: "validating",
    ending: null,
    rawState: "Submitted",
    counts: null,
    hasResults: false,
    createdAt,
    expiresAt: new Date(createdAt.getTime() + hours * HOUR_MS),
    endedAt: null,
    failure: null,
  };
}

async function notMade(
  aws: Aws,
  submission: Submission,
  told: AwsFailure,
  signal: AbortSignal,
): Promise<Submitted> {
  const { failure, name } = told;
  const words = wordsOf(
    aws,
    "The model or the address",
    missingRight(told) ?? "bedrock:CreateModelInvocationJob",
  );
  switch (failure.kind) {
    case "status":
      // The name is taken, and only we give such names: most likely by ourselves, before an answer was lost.
      if (name === "ConflictException") return ourselves(aws, submission, signal);
      return afterStatus(told, statusWords(failure.status, words), failure);
    case "unreachable":
      return {
        kind: "later",
        message: `Bedrock cannot be reached at ${words.address}: ${failure.why}.`,
        retryAfterSeconds: null,
      };
    case "redirected":
    case "lost":
      return { kind: "unknown", message: "Bedrock's answer was lost." };
    case "stopped":
      return { kind: "unknown", message: "The call was stopped before Bedrock answered." };
    default:
      return failure satisfies never;
  }
}

async function ourselves(aws: Aws, submission: Submission, signal: AbortSignal): Promise<Submitted> {
  try {
    const found = await find(aws, { submission, known: new Set() }, signal);
    if (found.kind === "found") return { kind: "accepted", batch: found.batch };
    return { kind: "refused", code: "name_taken", message: "Another job at Bedrock has this batch's name." };
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return { kind: "unknown", message: thrown.message };
  }
}

type Status = { status: number; retryAfterSeconds: number | null };

function afterStatus(told: AwsFailure, plain: string, { status, retryAfterSeconds }: Status): Submitted {
  const { name, said } = told;
  if (name === "ServiceQuotaExceededException")
    return {
      kind: "later",
      message: "Bedrock already works as many jobs of this model as the account may have. The batch waits.",
      retryAfterSeconds,
    };
  if (status >= 500) return { kind: "unknown", message: plain };
  // Throttled, or a right that is missing: surely not made, and welcome when that is over.
  if (status === 429 || status === 401 || status === 403)
    return { kind: "later", message: specialWords(told) ?? plain, retryAfterSeconds };
  const code = name === "ValidationException" ? failureOf({ message: said }).code : name.slice(0, 80);
  const message = name === "ValidationException" ? validationWords(said) : plain;
  return { kind: "refused", code, message };
}

const KNOWN: [RegExp, string][] = [
  [/model identifier is invalid/i, "Bedrock has no such model in this region. Check the model's id."],
  [/not supported/i, "Bedrock runs no batches of this model in this region."],
  [
    /account is not authorized/i,
    "AWS has not opened batch inference to this account. Ask AWS support for it.",
  ],
];

/** What is wrong with a job as a whole. It names buckets, roles and models, never a line of the input. */
function validationWords(said: string): string {
  const known = KNOWN.find(([pattern]) => pattern.test(said))?.[1];
  return known ?? failureOf({ message: said }).message.replace("refused the input", "refused the job");
}
