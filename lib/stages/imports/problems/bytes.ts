import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/** The bytes of an upload, unpacked. */
export function bytesOf(file: string, gzip: boolean): AsyncIterable<Uint8Array> {
  const packed = createReadStream(file, { highWaterMark: 1 << 20 });
  if (!gzip) return packed;
  const gunzip = createGunzip({ chunkSize: 1 << 20 });
  packed.on("error", (error) => gunzip.destroy(error));
  return packed.pipe(gunzip);
}
