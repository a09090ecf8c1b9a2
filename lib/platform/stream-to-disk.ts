import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";

export type Received = { bytes: number; sha256: string };

type Options = {
  /** Sees every chunk on its way; the next is not taken before it is done. */
  see?: (chunk: Uint8Array) => Promise<void>;
  /** Continues a file that is there already: the first byte that is written. */
  from?: number;
};

/** Small chunks are gathered: one write for a megabyte instead of sixteen. */
const GATHER = 1 << 20;

/**
 * Writes a body of any size to a file while it is hashed; never more than a few chunks are in memory. When the body
 * breaks off, what arrived before is on the disk. `bytes` and `sha256` are of the body alone.
 */
export async function streamToDisk(
  body: AsyncIterable<Uint8Array>,
  path: string,
  { see, from }: Options = {},
): Promise<Received> {
  const hash = createHash("sha256");
  const file = await open(path, from === undefined ? "w" : "r+");
  let bytes = 0;
  let place = from ?? 0;
  let gathered: Uint8Array[] = [];
  let size = 0;
  let writing: Promise<unknown> = Promise.resolve();
  const flush = async () => {
    await writing;
    writing = writeAll(file, gathered, place);
    writing.catch(() => {}); // told by the next await
    place += size;
    gathered = [];
    size = 0;
  };
  try {
    for await (const chunk of body) {
      if (chunk.length === 0) continue;
      bytes += chunk.length;
      hash.update(chunk);
      await see?.(chunk);
      gathered.push(chunk);
      size += chunk.length;
      if (size >= GATHER) await flush();
    }
    await flush();
    await writing;
    return { bytes, sha256: hash.digest("hex") };
  } catch (error) {
    if (!isDiskFull(error)) await flush().catch(() => {});
    throw error;
  } finally {
    await writing.catch(() => {});
    await file.close();
  }
}

/** A nearly full disk takes a part and refuses the next write: only a loop notices. */
async function writeAll(file: FileHandle, chunks: Uint8Array[], place: number): Promise<void> {
  if (chunks.length === 0) return;
  const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  let { bytesWritten: done } = await file.writev(chunks, place);
  if (done === total) return;
  const all = Buffer.concat(chunks);
  while (done < total) done += (await file.write(all, done, total - done, place + done)).bytesWritten;
}

export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
}
