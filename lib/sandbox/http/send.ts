import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Fault } from "@/lib/sandbox/platform/faults";

export function sendJson(
  response: ServerResponse,
  reply: { status: number; body: unknown },
  headers: Record<string, string>,
): void {
  const bytes = Buffer.from(JSON.stringify(reply.body));
  response.writeHead(reply.status, {
    "content-type": "application/json",
    "content-length": bytes.length,
    ...headers,
  });
  response.end(bytes);
}

type Download = { path: string; headers: Record<string, string>; cut: Fault | undefined };

/** Streams a file; when it is to be cut, either the connection breaks or the answer ends early as if all were well. */
export async function sendFile(response: ServerResponse, { path, headers, cut }: Download): Promise<void> {
  const size = (await stat(path)).size;
  const length = cut ? Math.floor(size * cut.share) : size;
  response.writeHead(200, { ...headers, ...(!cut?.clean && { "content-length": size }) });
  if (length > 0) await pipeline(createReadStream(path, { end: length - 1 }), response, { end: false });
  if (cut && !cut.clean) {
    // Destroying at once would take back what is still in the socket's buffer.
    response.socket?.end(() => response.destroy());
    return;
  }
  response.end();
}
