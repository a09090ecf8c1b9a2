import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";

const table = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0x82f63b78 : value >>> 1;
  return value;
});

/** CRC32C and MD5 of a file, in base64, as Cloud Storage states them; its library compares what it sent. */
export async function checksumsOf(path: string): Promise<{ crc32c: string; md5: string }> {
  const md5 = createHash("md5");
  let crc = 0xffffffff;
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    md5.update(chunk);
    crc = continueCrc(crc, chunk);
  }
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return { crc32c: bytes.toString("base64"), md5: md5.digest("base64") };
}

/** By places: an iterator would take ten times as long. */
function continueCrc(begun: number, bytes: Buffer): number {
  let crc = begun;
  for (let at = 0; at < bytes.length; at++) crc = (crc >>> 8) ^ (table[(crc ^ (bytes[at] ?? 0)) & 0xff] ?? 0);
  return crc;
}
