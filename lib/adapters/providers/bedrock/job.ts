import { GetModelInvocationJobCommand, StopModelInvocationJobCommand } from "@aws-sdk/client-bedrock";
import { parseAnswer, WireJob } from "./api";
import type { Aws } from "./client";
import { awsError, awsFailure, reading, wordsOf } from "./failure";
import { remoteBatch } from "./map";

export async function retrieve(aws: Aws, jobIdentifier: string, abortSignal: AbortSignal): Promise<WireJob> {
  return reading(wordsOf(aws, "The batch job", "bedrock:GetModelInvocationJob"), async () => {
    const command = new GetModelInvocationJobCommand({ jobIdentifier });
    return parseAnswer(WireJob, await aws.jobs.send(command, { abortSignal }));
  });
}

/** A job that is over refuses to be stopped; asking again is then no error. */
export async function stop(aws: Aws, jobIdentifier: string, abortSignal: AbortSignal): Promise<void> {
  try {
    await aws.jobs.send(new StopModelInvocationJobCommand({ jobIdentifier }), { abortSignal });
  } catch (thrown) {
    const { name } = awsFailure(thrown);
    const mayBeOver = name === "ConflictException" || name === "ValidationException";
    if (mayBeOver && (await isEnding(aws, jobIdentifier, abortSignal))) return;
    throw awsError(thrown, wordsOf(aws, "The batch job", "bedrock:StopModelInvocationJob"));
  }
}

async function isEnding(aws: Aws, id: string, signal: AbortSignal): Promise<boolean> {
  const { state } = remoteBatch(await retrieve(aws, id, signal));
  return state === "over" || state === "cancelling";
}
