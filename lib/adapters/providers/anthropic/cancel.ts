import { appErrorOf, failureOf } from "@/lib/platform/http/failure";
import { type AnthropicClient, pathOf, wordsOf } from "./client";
import { retrieve } from "./results";

/** A batch that has ended refuses to be cancelled; asking again is then no error. */
export async function cancel(client: AnthropicClient, id: string, signal: AbortSignal): Promise<void> {
  try {
    await client.sdk.post<unknown>(pathOf(id, "cancel"), { maxRetries: 0, signal });
  } catch (thrown) {
    const failure = failureOf(thrown);
    const mayBeOver = failure.kind === "status" && [400, 409, 422].includes(failure.status);
    if (mayBeOver && (await isEnding(client, id, signal))) return;
    throw appErrorOf(failure, wordsOf(client, "The batch"));
  }
}

async function isEnding(client: AnthropicClient, id: string, signal: AbortSignal): Promise<boolean> {
  const { processing_status: status } = await retrieve(client, id, signal);
  return status === "ended" || status === "canceling";
}
