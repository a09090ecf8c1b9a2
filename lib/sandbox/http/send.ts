import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Fault } from "@/lib/sandbox/platform/faults";
import type { Reply, Span } from "./call";

/** Sends a reply; `cut` is the switch that breaks a download off. */
export async function send(response: ServerResponse, reply: Reply, cut: Fault | undefined): Promise<void> {
  switch (reply.kind) {
    case "json":
      return sendJson(response, reply);
    case "text":
      response.writeHead(reply.status, reply.headers);
      response.end(reply.body);
      return;
    case "file":
      return sendFile(response, { path: reply.path, headers: reply.headers, span: reply.span, cut });
    case "stream":
      response.writeHead(200, reply.headers);
      return pipeline(reply.body, response);
  }
}

type JsonReply = { status: number; body: unknown; headers?: Record<string, string> };

function sendJson(response: ServerResponse, { status, body, headers }: JsonReply): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    "content-type": "application/json",
    "content-length": bytes.length,
    ...headers,
  });
  response.end(bytes);
}

type Download = {
  path: string;
  headers: Record<string, string>;
  span: Span | undefined;
  cut: Fault | undefined;
};

/** Streams a file; when it is to be cut, either the connection breaks or the answer ends early as if all were well. */
async function sendFile(response: ServerResponse, { path, headers, span, cut }: Download): Promise<void> {
  const { start, end } = span ?? { start: 0, end: (await stat(path)).size - 1 };
  const size = end - start + 1;
  const length = cut ? Math.floor(size * cut.share) : size;
  response.writeHead(span ? 206 : 200, { ...headers, ...(!cut?.clean && { "content-length": size }) });
  if (length > 0)
    await pipeline(createReadStream(path, { start, end: start + length - 1 }), response, { end: false });
  if (cut && !cut.clean) {
    // Destroying at once would take back what is still in the socket's buffer.
    response.socket?.end(() => response.destroy());
    return;
  }
  response.end();
}
