import { randomUUID } from "node:crypto";
import type { World } from "@/lib/sandbox/platform/world";
import type { JobRecord } from "./jobs/record";

type Delivery = {
  id: string;
  url: string;
  header: string;
  secret: string;
  status: string;
  payload: string;
  about: string;
  attempts: { at: number; status: number | null }[];
  /** Null: delivered, or given up. */
  dueAt: number | null;
};

/** Tells the targets of an EventBridge rule of every change of a job's status. Best effort: an event may be lost. */
export type Events = {
  announce(job: JobRecord, at: number): void;
  deliveries(): Delivery[];
  resume(): void;
  clear(): void;
};

const patience = 10_000;

export function createEvents(world: World): Events {
  const deliveries = world.collection<Delivery>("bedrock-events");

  function arm(delivery: Delivery) {
    if (delivery.dueAt === null) return;
    world.agenda.plan(delivery.id, delivery.dueAt, (at) => world.agenda.aside(attempt(delivery, at)));
  }

  async function attempt(delivery: Delivery, at: number) {
    const occasion = { provider: "bedrock" as const, operation: "webhooks.send", about: delivery.about };
    const isLost = world.faults.fire("webhook-lost", occasion) !== undefined;
    const secret = world.faults.fire("webhook-bad-signature", occasion) ? "another secret" : delivery.secret;
    const status = isLost ? null : await post({ ...delivery, secret });
    if (!isLost && world.faults.fire("webhook-duplicate", occasion)) await post(delivery);
    delivery.attempts.push({ at, status });
    const wait = world.settings().bedrock.eventRetrySeconds[delivery.attempts.length - 1];
    const isDone = isLost || (status !== null && status >= 200 && status < 300) || wait === undefined;
    delivery.dueAt = isDone ? null : at + wait * 1000;
    await deliveries.put(delivery);
    arm(delivery);
  }

  return {
    announce(job, at) {
      for (const target of world.settings().bedrock.events) {
        const id = world.nextId("event-");
        const payload = JSON.stringify(eventOf(job, at));
        const { status } = job;
        const delivery = { ...target, id, status, payload, about: job.arn, attempts: [], dueAt: at };
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

function eventOf(job: JobRecord, at: number) {
  return {
    version: "0",
    id: randomUUID(),
    "detail-type": "Batch Inference Job State Change",
    source: "aws.bedrock",
    account: job.account,
    time: new Date(at).toISOString().replace(/\.\d+Z$/, "Z"),
    region: job.region,
    resources: [job.arn],
    detail: {
      version: "0.0",
      accountId: job.account,
      batchJobName: job.jobName,
      batchJobArn: job.arn,
      batchModelId: job.modelId,
      status: job.status,
      failureMessage: job.message ?? "",
      creationTime: new Date(job.at.submitted).toISOString(),
    },
  };
}

async function post({ url, header, secret, payload }: Delivery): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Amazon/EventBridge/ApiDestinations",
        [header]: secret,
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
