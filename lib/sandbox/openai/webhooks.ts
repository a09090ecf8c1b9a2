import { createHmac } from "node:crypto";
import type { World } from "@/lib/sandbox/platform/world";

type Delivery = {
  id: string;
  url: string;
  secret: string;
  event: string;
  payload: string;
  about: string;
  attempts: { at: number; status: number | null }[];
  /** Null: delivered, or given up. */
  dueAt: number | null;
};

/** Tells the configured addresses what became of a batch, signed as Standard Webhooks says, again and again until one answers well. */
export type Webhooks = {
  announce(batch: { id: string }, event: string, at: number): void;
  deliveries(): Delivery[];
  resume(): void;
  clear(): void;
};

const patience = 10_000;

export function createWebhooks(world: World): Webhooks {
  const deliveries = world.collection<Delivery>("openai-webhooks");

  function arm(delivery: Delivery) {
    if (delivery.dueAt === null) return;
    world.agenda.plan(delivery.id, delivery.dueAt, (at) => world.agenda.aside(attempt(delivery, at)));
  }

  async function attempt(delivery: Delivery, at: number) {
    const occasion = { provider: "openai" as const, operation: "webhooks.send", about: delivery.about };
    const isLost = world.faults.fire("webhook-lost", occasion) !== undefined;
    const key = world.faults.fire("webhook-bad-signature", occasion) ? "whsec_d3Jvbmc=" : delivery.secret;
    const status = isLost ? null : await post({ ...delivery, secret: key });
    if (!isLost && world.faults.fire("webhook-duplicate", occasion)) await post(delivery);
    delivery.attempts.push({ at, status });
    const wait = world.settings().openai.webhookRetrySeconds[delivery.attempts.length - 1];
    const isDone = (status !== null && status >= 200 && status < 300) || wait === undefined;
    delivery.dueAt = isDone ? null : at + wait * 1000;
    await deliveries.put(delivery);
    arm(delivery);
  }

  return {
    announce(batch, event, at) {
      for (const { url, secret } of world.settings().openai.webhooks) {
        const id = world.nextId("evt_");
        const payload = JSON.stringify({
          id,
          object: "event",
          created_at: Math.floor(at / 1000),
          type: event,
          data: { id: batch.id },
        });
        const delivery = { id, url, secret, event, payload, about: batch.id, attempts: [], dueAt: at };
        void deliveries.put(delivery);
        arm(delivery);
      }
    },
    deliveries: () => [...deliveries.all()],
    resume() {
      for (const delivery of deliveries.all()) arm(delivery);
    },
    clear() {
      for (const delivery of [...deliveries.all()]) void deliveries.remove(delivery.id);
    },
  };
}

async function post({ id, url, secret, payload }: Delivery): Promise<number | null> {
  // Real time, not virtual: receivers refuse a signature that is more than minutes away from their own clock.
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${payload}`).digest("base64");
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "OpenAI/1.0 (sandbox)",
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": `v1,${signature}`,
      },
      body: payload,
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
