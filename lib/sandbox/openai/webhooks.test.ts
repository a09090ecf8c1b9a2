import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chatLines, openStage, type Stage, startChatBatch } from "@/lib/sandbox/testing/stage";

type Received = { headers: IncomingHttpHeaders; body: string };

const secret = `whsec_${Buffer.from("a secret of the receiver").toString("base64")}`;
let stage: Stage;
let receiver: Server;
let received: Received[] = [];
let statuses: number[] = [];

beforeEach(async () => {
  received = [];
  statuses = [];
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString("utf8") });
    response.writeHead(statuses.shift() ?? 204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  stage = await openStage({ settings: { openai: { webhooks: [{ url, secret }] } } });
});
afterEach(async () => {
  await stage.close();
  receiver.close();
});

const unwrap = ({ headers, body }: Received) =>
  stage.openai.webhooks.unwrap(body, toHeaders(headers), secret);

function toHeaders(headers: IncomingHttpHeaders): Headers {
  return new Headers(Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]));
}

test("each ending is announced once, in a form that the SDK unwraps", async () => {
  const done = await startChatBatch(stage, chatLines(2));
  const cancelled = await startChatBatch(stage, chatLines(2));
  const failed = await startChatBatch(stage, [{ oops: true }]);
  await stage.advance(10);
  await stage.openai.batches.cancel(cancelled.id);
  await stage.advance(200);
  const events = await Promise.all(received.map(unwrap));
  expect(events.map((event) => [event.type, "id" in event.data && event.data.id])).toEqual([
    ["batch.failed", failed.id],
    ["batch.cancelled", cancelled.id],
    ["batch.completed", done.id],
  ]);
  expect(new Set(events.map((event) => event.id)).size).toBe(3);
});

test("a receiver that is down gets the same event again, until it answers", async () => {
  statuses = [500, 503];
  await startChatBatch(stage, chatLines(1));
  await stage.advance(133);
  expect(received).toHaveLength(1);
  await stage.advance(5);
  await stage.advance(30);
  await stage.advance(86_400);
  expect(received).toHaveLength(3);
  expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
  const { openai } = await (await stage.tell("GET", "/record?provider=openai")).json();
  expect(openai.webhooks[0].attempts.map((attempt: { status: number }) => attempt.status)).toEqual([
    500, 503, 204,
  ]);
});

test("switches lose an event, send it twice, or sign it wrongly", async () => {
  const once = { count: 1 };
  await stage.tell("POST", "/faults", [
    { name: "webhook-lost", ...once },
    { name: "webhook-duplicate", ...once },
    { name: "webhook-bad-signature", skip: 2, ...once },
  ]);
  await startChatBatch(stage, chatLines(1));
  await stage.advance(140);
  expect(received).toHaveLength(2);
  expect(received[0]?.body).toBe(received[1]?.body);
  await startChatBatch(stage, chatLines(1));
  await stage.advance(140);
  const [last] = received.slice(-1);
  await expect(last && unwrap(last)).rejects.toThrow(/signature/);
});
