import type { lookup } from "node:dns";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { postWebhook } from "./post-webhook";

const received: string[] = [];
let status = 200;
const server = createServer(async (request, response) => {
  let text = "";
  for await (const part of request) text += part;
  received.push(`${request.method} ${request.url} ${text}`);
  response.writeHead(status, status === 302 ? { location: "/elsewhere" } : {}).end("ok");
});
let port = 0;
beforeAll(async () => {
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => void server.close());

/** A name server that says what it is told. */
const names = (address: string) =>
  ((_name: string, _options: object, callback: (...found: unknown[]) => void) =>
    callback(null, [{ address, family: 4 }])) as unknown as typeof lookup;
const post = (host: string, allowPrivate: boolean, address = "127.0.0.1") =>
  postWebhook(
    { url: `http${allowPrivate ? "" : "s"}://${host}:${port}/hook`, body: { text: "hello" }, allowPrivate },
    { lookup: names(address) },
  );
const refusedWith = expect.objectContaining({ code: "refused" });

test("a receiver gets the words as JSON", async () => {
  await post("hooks.example.com", true);
  expect(received.splice(0)).toEqual(['POST /hook {"text":"hello"}']);
});

test.each(["127.0.0.1", "[::1]", "[::ffff:10.0.0.1]", "2130706433"])(
  "the literal address %s is refused",
  async (host) => {
    await expect(async () => post(host, false)).rejects.toEqual(refusedWith);
  },
);

test("a public name that resolves to a private address is refused at connect time", async () => {
  await expect(post("innocent.example.com", false)).rejects.toEqual(refusedWith);
  await expect(post("innocent.example.com", false, "169.254.169.254")).rejects.toEqual(refusedWith);
  expect(received).toEqual([]);
});

test("neither a redirect nor a refusal counts as delivered", async () => {
  for (status of [302, 500]) await expect(post("hooks.example.com", true)).rejects.toThrow(String(status));
  expect(received.splice(0)).toHaveLength(2);
});
