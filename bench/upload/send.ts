import { once } from "node:events";
import { request } from "node:http";

const LINE = `${"a line of text that is no table ".repeat(20)}\n`;
const CHUNK = Buffer.from(LINE.repeat(Math.ceil(65_536 / LINE.length))).subarray(0, 65_536);

export type Target = { port: number; path: string; headers: Record<string, string> };

/** Sends so many bytes as one raw body, as fast as they are taken, and waits for the answer. Seconds. */
export async function send({ port, path, headers }: Target, bytes: number): Promise<number> {
  const begun = performance.now();
  const call = request({
    host: "127.0.0.1",
    port,
    path,
    method: "POST",
    headers: { ...headers, "content-length": bytes },
  });
  const answered = once(call, "response");
  for (let sent = 0; sent < bytes; sent += CHUNK.length)
    if (!call.write(CHUNK.subarray(0, Math.min(CHUNK.length, bytes - sent)))) await once(call, "drain");
  call.end();
  const [response] = await answered;
  response.resume();
  await once(response, "end");
  if (response.statusCode !== 202) throw new Error(`${path} answered ${response.statusCode}`);
  return (performance.now() - begun) / 1000;
}
