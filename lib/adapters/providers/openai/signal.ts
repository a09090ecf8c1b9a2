import type { RemoteSignal } from "@/lib/core/provider";
import { WireSignal } from "./api";
import type { OpenaiClient } from "./client";

/** A webhook of OpenAI, once its signature holds. Which batch it is about is all it says; how it stands is asked. */
export async function readSignal(
  client: OpenaiClient,
  headers: Headers,
  body: Uint8Array,
): Promise<RemoteSignal | null> {
  if (client.webhookSecret === null) return null;
  const event = await client.sdk.webhooks
    .unwrap(new TextDecoder().decode(body), headers, client.webhookSecret)
    .catch(() => null);
  const { data } = WireSignal.safeParse(event);
  // The same delivery may come again, under the same id.
  const id = headers.get("webhook-id");
  return data?.type.startsWith("batch.") && id ? { id, remoteId: data.data.id } : null;
}
