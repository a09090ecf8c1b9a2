import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { type Facts, Inspector } from "./facts";

export type Received = { bytes: number; sha256: string; facts: Facts };

/** Small chunks are gathered: one write for a megabyte instead of sixteen. */
const GATHER = 1 << 20;

/** Writes a body of any size to a file while it is hashed and looked at; never more than a few chunks are in memory. */
export async function streamToDisk(body: AsyncIterable<Uint8Array>, path: string): Promise<Received> {
  const hash = createHash("sha256");
  const inspector = new Inspector();
  const file = await open(path, "w");
  let bytes = 0;
  let gathered: Uint8Array[] = [];
  let size = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = writeAll(file, gathered);
    writing.catch(() => {}); // told by the next await
    gathered = [];
    size = 0;
  };
  try {
    for await (const chunk of body) {
      if (chunk.length === 0) continue;
      bytes += chunk.length;
      hash.update(chunk);
      await inspector.see(chunk);
      gathered.push(chunk);
      size += chunk.length;
      if (size >= GATHER) await flush();
    }
    await flush();
    await writing;
    return { bytes, sha256: hash.digest("hex"), facts: await inspector.finish() };
  } finally {
    await writing.catch(() => {});
    await file.close();
  }
}

/** A nearly full disk takes a part and refuses the next write: only a loop notices. */
async function writeAll(file: FileHandle, chunks: Uint8Array[]): Promise<void> {
  if (chunks.length === 0) return;
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  let { bytesWritten: done } = await file.writev(chunks);
  if (done === total) return;
  const all = Buffer.concat(chunks);
  while (done < total) done += (await file.write(all, done)).bytesWritten;
}

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
