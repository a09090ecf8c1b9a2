import { failureOf } from "@/lib/platform/http/failure";
import { readingError, sendForJson, type VertexClient, wordsOf } from "./client";
import { remoteBatch } from "./map";
import { jobUrl, retrieve } from "./results";

/** A job that is over refuses to be cancelled; asking again is then no error. */
export async function cancel(client: VertexClient, id: string, signal: AbortSignal): Promise<void> {
  try {
    await sendForJson(client, { url: `${jobUrl(client, id)}:cancel`, method: "POST", json: {}, signal });
  } catch (thrown) {
    const failure = failureOf(thrown);
    const mayBeOver = failure.kind === "status" && [400, 409].includes(failure.status);
    if (mayBeOver && (await isEnding(client, id, signal))) return;
    throw readingError(thrown, wordsOf(client, "The job", "aiplatform.batchPredictionJobs.cancel"));
  }
}

async function isEnding(client: VertexClient, id: string, signal: AbortSignal): Promise<boolean> {
  const { state } = remoteBatch(await retrieve(client, id, signal));
  return state === "over" || state === "cancelling";
}
