import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readBody } from "@/lib/sandbox/http/body";
import { openAws, records, startJob } from "@/lib/sandbox/testing/aws";
import { openStage, type Stage } from "@/lib/sandbox/testing/stage";

let stage: Stage;
let target: Server;
let got: {
  headers: IncomingMessage["headers"];
  event: Record<string, unknown> & { detail: { status: string } };
}[];
let answer: number;

beforeEach(async () => {
  got = [];
  answer = 204;
  target = createServer(async (request, response) => {
    got.push({ headers: request.headers, event: JSON.parse(String(await readBody(request, 1e6))) });
    response.writeHead(answer).end();
  });
  await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(target.address() as AddressInfo).port}/hook`;
  stage = await openStage({
    settings: { bedrock: { minRecords: { default: 1 }, events: [{ url, secret: "shared secret" }] } },
  });
});
afterEach(async () => {
  await stage.close();
  target.close();
});

const states = () => got.map(({ event }) => event.detail.status);

test("every change of state is told to the target, with the secret in its header", async () => {
  const arn = await startJob(openAws(stage.sandbox), records(1));
  await stage.advance(200);
  expect(states()).toEqual(["Submitted", "Validating", "Scheduled", "InProgress", "Completed"]);
  expect(got[0]?.headers["x-offpeak-secret"]).toBe("shared secret");
  expect(got[0]?.event).toMatchObject({
    "detail-type": "Batch Inference Job State Change",
    source: "aws.bedrock",
    account: "123456789012",
    resources: [arn],
    detail: { batchJobArn: arn, batchModelId: expect.any(String), creationTime: expect.any(String) },
  });
});

test("an event may be lost, come twice or bear another secret; one that is refused comes again", async () => {
  await stage.tell("POST", "/faults", [
    { name: "webhook-lost", count: 1 },
    { name: "webhook-duplicate", count: 1 },
    { name: "webhook-bad-signature", count: 1, skip: 2 },
  ]);
  await startJob(openAws(stage.sandbox), records(1));
  await stage.advance(2);
  expect(states()).toEqual(["Validating", "Validating"]);
  await stage.advance(20);
  expect(got.at(-1)?.headers["x-offpeak-secret"]).toBe("another secret");
  answer = 500;
  await stage.advance(10);
  answer = 204;
  await stage.advance(5);
  expect(states().slice(-2)).toEqual(["InProgress", "InProgress"]);
});
