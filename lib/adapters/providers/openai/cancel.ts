import { failureOf } from "@/lib/platform/http/failure";
import { type OpenaiClient, readingError, wordsOf } from "./client";
import { remoteBatch } from "./map";
import { retrieve } from "./results";

/** A batch that is over refuses to be cancelled; asking again is then no error. */
export async function cancel(client: OpenaiClient, id: string, signal: AbortSignal): Promise<void> {
  try {
    await client.sdk.batches.cancel(id, { maxRetries: 0, signal });
  } catch (thrown) {
    const failure = failureOf(thrown);
    const mayBeOver = failure.kind === "status" && [400, 409, 422].includes(failure.status);
    if (mayBeOver && (await isEnding(client, id, signal))) return;
    throw readingError(thrown, wordsOf(client, "The batch"));
  }
}

async function isEnding(client: OpenaiClient, id: string, signal: AbortSignal): Promise<boolean> {
  const { state } = remoteBatch(await retrieve(client, id, signal));
  return state === "over" || state === "cancelling";
}
