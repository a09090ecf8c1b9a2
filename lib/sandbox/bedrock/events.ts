import { randomUUID } from "node:crypto";
import { createDeliveries, type Delivery } from "@/lib/sandbox/platform/deliveries";
import type { World } from "@/lib/sandbox/platform/world";
import type { JobRecord } from "./jobs/record";

type EventDelivery = Delivery & { header: string; status: string };
export type Events = ReturnType<typeof createEvents>;

/** Tells the targets of an EventBridge rule of every change of a job's status. Best effort: an event may be lost. */
export function createEvents(world: World) {
  const deliveries = createDeliveries<EventDelivery>(world, {
    collection: "bedrock-events",
    provider: "bedrock",
    retrySeconds: () => world.settings().bedrock.eventRetrySeconds,
    bestEffort: true,
    wrongSecret: "another secret",
    headersOf: ({ header, secret }) => ({
      "user-agent": "Amazon/EventBridge/ApiDestinations",
      [header]: secret,
    }),
  });
  return {
    ...deliveries,
    announce(job: JobRecord, at: number) {
      for (const target of world.settings().bedrock.events) {
        const told = { id: world.nextId("event-"), about: job.arn, status: job.status };
        const payload = JSON.stringify(eventOf(job, at));
        deliveries.send({ ...target, ...told, payload, attempts: [], dueAt: at });
      }
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
