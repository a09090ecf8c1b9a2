import type { Occasion } from "./faults";
import type { World } from "./world";

/** A message to an address of the account's, told again and again until one answers well. */
export type Delivery = {
  id: string;
  url: string;
  secret: string;
  payload: string;
  about: string;
  attempts: { at: number; status: number | null }[];
  /** Null: delivered, or given up. */
  dueAt: number | null;
};

type Way<D extends Delivery> = {
  collection: string;
  provider: Occasion["provider"];
  /** The waits between one attempt and the next; after the last it is given up. */
  retrySeconds(): readonly number[];
  /** What is lost on the way is not sent again. */
  bestEffort: boolean;
  /** In the fault of a bad signature. */
  wrongSecret: string;
  headersOf(delivery: D): Record<string, string>;
};

export type Deliveries<D extends Delivery> = {
  send(delivery: D): void;
  all(): D[];
  resume(): void;
  clear(): void;
};

const patience = 10_000;

export function createDeliveries<D extends Delivery>(world: World, way: Way<D>): Deliveries<D> {
  const deliveries = world.collection<D>(way.collection);
  const post = (delivery: D) => postTo(delivery, way.headersOf(delivery));

  function arm(delivery: D) {
    if (delivery.dueAt === null) return;
    world.agenda.plan(delivery.id, delivery.dueAt, (at) => world.agenda.aside(attempt(delivery, at)));
  }

  async function attempt(delivery: D, at: number) {
    const occasion = { provider: way.provider, operation: "webhooks.send", about: delivery.about };
    const isLost = world.faults.fire("webhook-lost", occasion) !== undefined;
    const isWrong = world.faults.fire("webhook-bad-signature", occasion) !== undefined;
    const status = isLost ? null : await post(isWrong ? { ...delivery, secret: way.wrongSecret } : delivery);
    if (!isLost && world.faults.fire("webhook-duplicate", occasion)) await post(delivery);
    delivery.attempts.push({ at, status });
    const wait = way.retrySeconds()[delivery.attempts.length - 1];
    const isHeard = status !== null && status >= 200 && status < 300;
    delivery.dueAt = isHeard || wait === undefined || (isLost && way.bestEffort) ? null : at + wait * 1000;
    await deliveries.put(delivery);
    arm(delivery);
  }

  return {
    send(delivery) {
      void deliveries.put(delivery);
      arm(delivery);
    },
    all: () => [...deliveries.all()],
    resume() {
      for (const delivery of deliveries.all()) arm(delivery);
    },
    clear() {
      for (const delivery of [...deliveries.all()]) void deliveries.remove(delivery.id);
    },
  };
}

async function postTo({ url, payload }: Delivery, headers: Record<string, string>): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
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
