import type { IncomingMessage } from "node:http";
import { type Call, Refusal, type Reply } from "./call";

/** Reads on to the end without keeping anything: a client that is still sending does not listen yet. */
export async function drain(request: IncomingMessage): Promise<void> {
  for await (const _ of request);
}

/** The whole body, or null when it is longer than the limit. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length > limit ? null : Buffer.concat(chunks);
}

/** The JSON body; what is none is refused with the reply given. */
export async function readJson(
  call: Call,
  invalid: (why: string) => Reply,
  limit = 64 * 1024 * 1024,
): Promise<unknown> {
  const bytes = await readBody(call.request, limit);
  if (!bytes) throw new Refusal(invalid("the request body is too large"));
  try {
    call.sent = JSON.parse(bytes.toString("utf8"));
    return call.sent;
  } catch {
    throw new Refusal(invalid("the request body is not valid JSON"));
  }
}
