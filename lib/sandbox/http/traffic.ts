import { createReadStream } from "node:fs";
import { appendFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Call, Reply } from "./call";

type Exchange = {
  call: Call;
  reply: Reply;
  headers: Record<string, string>;
  operation: string;
  provider: string;
  at: number;
};

/** Writes request and response pairs as JSON lines, one file a provider, so that they can be held against a contract. */
export type Traffic = {
  write(exchange: Exchange): Promise<void>;
  recordInto(dir: string | null): Promise<void>;
};

const longestText = 256 * 1024;

export function createTraffic(): Traffic {
  let dir: string | null = null;
  return {
    async recordInto(next) {
      if (next) await mkdir(next, { recursive: true });
      dir = next;
    },
    async write({ call, reply, headers, operation, provider, at }) {
      if (!dir) return;
      const line = {
        at: new Date(at).toISOString(),
        provider,
        operation,
        method: call.method,
        path: call.path,
        query: Object.fromEntries(call.query),
        requestHeaders: withoutKeys(call.headers),
        requestBody: call.sent,
        status: statusOf(reply),
        responseHeaders: headers,
        responseBody: "body" in reply && reply.kind !== "stream" ? reply.body : null,
        ...(reply.kind === "file" && { responseText: await textOf(reply.path) }),
      };
      await appendFile(join(dir, `${provider}.jsonl`), `${JSON.stringify(line)}\n`);
    },
  };
}

function statusOf(reply: Reply): number {
  if (reply.kind === "json" || reply.kind === "text") return reply.status;
  return reply.kind === "file" && reply.span ? 206 : 200;
}

/** The start of a file, up to the last whole line that fits. */
export async function textOf(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path, { end: longestText - 1 })) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  return text.length < longestText ? text : text.slice(0, text.lastIndexOf("\n") + 1);
}

function withoutKeys(headers: Call["headers"]): Record<string, unknown> {
  return {
    ...headers,
    ...(headers.authorization && { authorization: "Bearer …" }),
    ...(headers["x-api-key"] && { "x-api-key": "…" }),
  };
}
