import { once } from "node:events";
import { createWriteStream } from "node:fs";
import type { IncomingMessage } from "node:http";
import type { Writable } from "node:stream";

export type Part = { name: string; filename: string | null };
export type Upload = {
  fields: Record<string, string>;
  file: { field: string; filename: string; bytes: number } | null;
};

/** Splits a multipart body as it comes; the one file goes to disk, fields stay in memory. Null when it is malformed. */
export async function readMultipart(request: IncomingMessage, filePath: string): Promise<Upload | null> {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(request.headers["content-type"] ?? "");
  const marker = boundary?.[1] ?? boundary?.[2];
  if (!marker) return null;
  const delimiter = Buffer.from(`\r\n--${marker}`);
  const upload: Upload = { fields: {}, file: null };
  let part: OpenPart | null = null;
  // The first delimiter has no line break before it; lending it one makes all of them alike.
  let rest: Buffer = Buffer.from("\r\n");
  let isOver = false;

  for await (const chunk of request) {
    if (isOver) continue;
    rest = rest.length ? Buffer.concat([rest, chunk]) : chunk;
    for (;;) {
      const cut = rest.indexOf(delimiter);
      if (cut < 0) {
        const sure = Math.max(0, rest.length - delimiter.length);
        if (part && sure > 0) await part.write(rest.subarray(0, sure));
        if (part || rest.length > 1024 * 1024) rest = rest.subarray(sure);
        break;
      }
      const head = rest.indexOf("\r\n\r\n", cut + delimiter.length);
      const after = rest.subarray(cut + delimiter.length, cut + delimiter.length + 2).toString("latin1");
      if (after.length < 2 || (after !== "--" && head < 0)) {
        if (part) {
          await part.write(rest.subarray(0, cut));
          rest = rest.subarray(cut);
        }
        break;
      }
      if (part) await part.finish(rest.subarray(0, cut), upload);
      part = null;
      isOver = after === "--";
      if (isOver) break;
      part = openPart(rest.subarray(cut + delimiter.length, head).toString("utf8"), filePath);
      rest = rest.subarray(head + 4);
    }
  }
  return isOver ? upload : null;
}

type OpenPart = { write(bytes: Buffer): Promise<void>; finish(bytes: Buffer, upload: Upload): Promise<void> };

function openPart(head: string, filePath: string): OpenPart {
  const name = /[;\s]name="([^"]*)"/i.exec(head)?.[1] ?? "";
  const filename = /filename="([^"]*)"/i.exec(head)?.[1];
  if (filename === undefined) {
    const chunks: Buffer[] = [];
    return {
      write: async (bytes) => void chunks.push(Buffer.from(bytes)),
      finish: async (bytes, upload) => {
        upload.fields[name] = Buffer.concat([...chunks, bytes]).toString("utf8");
      },
    };
  }
  const out = createWriteStream(filePath);
  let length = 0;
  const write = async (bytes: Buffer) => {
    length += bytes.length;
    if (!out.write(Buffer.from(bytes))) await once(out, "drain");
  };
  return {
    write,
    finish: async (bytes, upload) => {
      await write(bytes);
      await closed(out);
      upload.file = { field: name, filename, bytes: length };
    },
  };
}

async function closed(out: Writable): Promise<void> {
  out.end();
  await once(out, "close");
}
