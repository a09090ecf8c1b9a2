import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type RunningSandbox, startSandbox } from "@/lib/sandbox/start";
import { openai } from "./index";

const SECRET = "whsec_c2VjcmV0LW9mLXRoZS13ZWJob29r";
type Delivery = { headers: Headers; body: Uint8Array };

let sandbox: RunningSandbox;
let receiver: Server;
let delivered: Delivery[];

beforeEach(async () => {
  delivered = [];
  receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = new Headers(
      Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
    );
    delivered.push({ headers, body: Buffer.concat(chunks) });
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  sandbox = await startSandbox({ speed: 0, settings: { openai: { webhooks: [{ url, secret: SECRET }] } } });
});
afterEach(async () => {
  await sandbox.stop();
  await new Promise((resolve) => receiver.close(resolve));
});

const open = (webhookSecret?: string) =>
  openai.open({
    credentials: { apiKey: "key", ...(webhookSecret && { webhookSecret }) },
    settings: { baseUrl: sandbox.urls.openai },
    limits: {},
  });

async function finishBatch(): Promise<string> {
  const post = (path: string, body: BodyInit, type?: string) =>
    fetch(`${sandbox.urls.openai}${path}`, {
      method: "POST",
      headers: { authorization: "Bearer key", ...(type && { "content-type": type }) },
      body,
    }).then((response) => response.json());
  const form = new FormData();
  const line = openai.dialect.write(
    { path: "/v1/embeddings", model: null, body: { model: "m", input: "x" } },
    "a_1",
  );
  form.append("purpose", "batch");
  form.append("file", new File([line], "a.jsonl"));
  const file = await post("/files", form);
  const wanted = { input_file_id: file.id, endpoint: "/v1/embeddings", completion_window: "24h" };
  const batch = await post("/batches", JSON.stringify(wanted), "application/json");
  await sandbox.control.advance(300);
  await expect.poll(() => delivered.length).toBeGreaterThan(0);
  return batch.id;
}

test("a genuine signal names the batch, and the delivery by its own id", async () => {
  const id = await finishBatch();
  const [{ headers, body }] = delivered as [Delivery];
  const signal = await open(SECRET).readSignal?.(headers, body);
  expect(signal).toEqual({ id: headers.get("webhook-id"), remoteId: id });
});

test("another secret, no secret, a changed body or an old signature is no signal", async () => {
  await finishBatch();
  const [{ headers, body }] = delivered as [Delivery];
  const read = (secret: string | undefined, given: Delivery) =>
    open(secret).readSignal?.(given.headers, given.body);
  expect(await read("whsec_b3RoZXI=", { headers, body })).toBeNull();
  expect(await read(undefined, { headers, body })).toBeNull();
  expect(await read(SECRET, { headers, body: Buffer.from(`${Buffer.from(body)} `) })).toBeNull();
  const old = new Headers(headers);
  old.set("webhook-timestamp", "1700000000");
  expect(await read(SECRET, { headers: old, body })).toBeNull();
  expect(await read(SECRET, { headers: new Headers(), body })).toBeNull();
});
