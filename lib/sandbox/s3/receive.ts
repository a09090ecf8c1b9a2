import { createHash } from "node:crypto";
import { createWriteStream, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { type Call, Refusal } from "@/lib/sandbox/http/call";
import { unchunked } from "./chunked";
import { refuse } from "./dialect";

export type Received = { bytes: number; md5: string; crc32: string };

/** Streams the body of a PUT to disk, held against its length and its checksum, wherever that stands. */
export async function receiveBody(call: Call, path: string): Promise<Received> {
  try {
    const { trailers, ...received } = await write(call, path);
    check(call, received, trailers);
    return received;
  } catch (error) {
    rmSync(path, { force: true });
    if (error instanceof Refusal || (error instanceof Error && "code" in error)) throw error;
    return refuse({
      status: 400,
      code: "IncompleteBody",
      message: "The request body terminated unexpectedly.",
    });
  }
}

async function write(call: Call, path: string) {
  const trailers: Record<string, string> = {};
  const isChunked = String(call.headers["content-encoding"] ?? "").includes("aws-chunked");
  const source = isChunked ? unchunked(call.request, trailers) : call.request;
  const md5 = createHash("md5");
  let sum = 0;
  let bytes = 0;
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        md5.update(chunk);
        sum = crc32(chunk, sum);
        bytes += chunk.length;
        yield chunk;
      }
    },
    createWriteStream(path),
  );
  return { bytes, md5: md5.digest("hex"), crc32: base64Of(sum), trailers };
}

function check(call: Call, { bytes, crc32: found }: Received, trailers: Record<string, string>): void {
  const told = call.headers["x-amz-decoded-content-length"];
  if (told !== undefined && Number(told) !== bytes)
    refuse({
      status: 400,
      code: "IncompleteBody",
      message: "You did not provide the number of bytes specified by the Content-Length HTTP header.",
    });
  const wanted = call.headers["x-amz-checksum-crc32"] ?? trailers["x-amz-checksum-crc32"];
  if (wanted !== undefined && wanted !== found)
    refuse({
      status: 400,
      code: "BadDigest",
      message: "The CRC32 you specified did not match the calculated checksum.",
    });
}

function base64Of(sum: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum >>> 0);
  return bytes.toString("base64");
}

/** The checksum of a file that the service itself wrote. */
export async function sumsOf(chunks: AsyncIterable<Buffer>): Promise<Received> {
  const md5 = createHash("md5");
  let sum = 0;
  let bytes = 0;
  for await (const chunk of chunks) {
    md5.update(chunk);
    sum = crc32(chunk, sum);
    bytes += chunk.length;
  }
  return { bytes, md5: md5.digest("hex"), crc32: base64Of(sum) };
}
