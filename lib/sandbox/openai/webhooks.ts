import { createHmac } from "node:crypto";
import { createDeliveries, type Delivery } from "@/lib/sandbox/platform/deliveries";
import type { World } from "@/lib/sandbox/platform/world";

type WebhookDelivery = Delivery & { event: string };
export type Webhooks = ReturnType<typeof createWebhooks>;

/** Tells the configured addresses what became of a batch, signed as Standard Webhooks says. */
export function createWebhooks(world: World) {
  const deliveries = createDeliveries<WebhookDelivery>(world, {
    collection: "openai-webhooks",
    provider: "openai",
    retrySeconds: () => world.settings().openai.webhookRetrySeconds,
    bestEffort: false,
    wrongSecret: "whsec_d3Jvbmc=",
    headersOf: (delivery) => ({ "user-agent": "OpenAI/1.0 (sandbox)", ...signatureOf(delivery) }),
  });
  return {
    ...deliveries,
    announce(batch: { id: string }, event: string, at: number) {
      for (const { url, secret } of world.settings().openai.webhooks) {
        const id = world.nextId("evt_");
        const payload = JSON.stringify({
          id,
          object: "event",
          created_at: Math.floor(at / 1000),
          type: event,
          data: { id: batch.id },
        });
        deliveries.send({ id, url, secret, event, payload, about: batch.id, attempts: [], dueAt: at });
      }
    },
  };
}

function signatureOf({ id, secret, payload }: Delivery): Record<string, string> {
  // Real time, not virtual: receivers refuse a signature that is more than minutes away from their own clock.
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${payload}`).digest("base64");
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}
