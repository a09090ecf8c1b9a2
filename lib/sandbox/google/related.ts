import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";

export type Related = { metadata: unknown; contentType: string | null; bytes: number };

const longestHead = 4 * 1024 * 1024;
const blank = Buffer.from("\r\n\r\n");

/** A multipart/related body: JSON first, then the media, which goes to disk as it comes. Null when it is malformed. */
export async function readRelated(request: IncomingMessage, mediaPath: string): Promise<Related | null> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers["content-type"] ?? "");
  const marker = boundary?.[1] ?? boundary?.[2];
  if (!marker) return null;
  const delimiter = Buffer.from(`\r\n--${marker}`);
  const out = createWriteStream(mediaPath);
  let head: Head | null = null;
  let rest: Buffer = Buffer.from("\r\n");
  let bytes = 0;
  let isOver = false;
  const write = async (part: Buffer) => {
    bytes += part.length;
    if (part.length > 0 && !out.write(Buffer.from(part))) await once(out, "drain");
  };

  for await (const chunk of request) {
    if (isOver) continue;
    rest = Buffer.concat([rest, chunk]);
    if (!head) {
      head = readHead(rest, delimiter);
      if (!head && rest.length > longestHead) break;
      if (!head) continue;
      rest = rest.subarray(head.end);
    }
    const cut = rest.indexOf(delimiter);
    isOver = cut >= 0;
    const sure = isOver ? cut : Math.max(0, rest.length - delimiter.length);
    await write(rest.subarray(0, sure));
    rest = rest.subarray(sure);
  }
  out.end();
  await once(out, "close");
  if (!head || !isOver) return null;
  return { metadata: parse(head.json), contentType: head.contentType, bytes };
}

type Head = { json: string; contentType: string | null; end: number };

/** The first part and the headers of the second, once all of it is there. */
function readHead(bytes: Buffer, delimiter: Buffer): Head | null {
  const first = bytes.indexOf(delimiter);
  const body = first < 0 ? -1 : bytes.indexOf(blank, first);
  const second = body < 0 ? -1 : bytes.indexOf(delimiter, body);
  const media = second < 0 ? -1 : bytes.indexOf(blank, second);
  if (media < 0) return null;
  const headers = bytes.subarray(second, media).toString("latin1");
  return {
    json: bytes.subarray(body + blank.length, second).toString("utf8"),
    contentType: /content-type:\s*([^\r\n]+)/i.exec(headers)?.[1] ?? null,
    end: media + blank.length,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
