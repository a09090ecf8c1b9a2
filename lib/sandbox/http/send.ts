import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Fault } from "@/lib/sandbox/platform/faults";
import type { Reply, Span } from "./call";

/** What goes wrong with a download: it breaks off, or stands still after a share of it until it may go on. */
export type Mishap = {
  cut?: Fault | undefined;
  halfway?: { share: number; go(): Promise<void> } | undefined;
};

export async function send(response: ServerResponse, reply: Reply, mishap: Mishap = {}): Promise<void> {
  switch (reply.kind) {
    case "json":
      return sendJson(response, reply);
    case "text":
      response.writeHead(reply.status, reply.headers);
      response.end(reply.body);
      return;
    case "file":
      return sendFile(response, { path: reply.path, headers: reply.headers, span: reply.span, mishap });
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
  mishap: Mishap;
};

/** Streams a file; when it is to be cut, either the connection breaks or the answer ends early as if all were well. */
async function sendFile(response: ServerResponse, { path, headers, span, mishap }: Download): Promise<void> {
  const { cut, halfway } = mishap;
  const { start, end } = span ?? { start: 0, end: (await stat(path)).size - 1 };
  const size = end - start + 1;
  const length = cut ? Math.floor(size * cut.share) : size;
  response.writeHead(span ? 206 : 200, { ...headers, ...(!cut?.clean && { "content-length": size }) });
  const piece = async (from: number, to: number) => {
    if (to <= from) return;
    const bytes = createReadStream(path, { start: start + from, end: start + to - 1 });
    await pipeline(bytes, response, { end: false });
  };
  const stop = halfway ? Math.floor(length * halfway.share) : 0;
  await piece(0, stop);
  await halfway?.go();
  await piece(stop, length);
  if (cut && !cut.clean) {
    // Destroying at once would take back what is still in the socket's buffer.
    response.socket?.end(() => response.destroy());
    return;
  }
  response.end();
}
