import { randomBytes } from "node:crypto";
import { open, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Frame } from "@/lib/core/provider";
import type { PlannedPart } from "../model/preflight";

type File = {
  part: PlannedPart;
  path: string;
  nonce: string;
  pieces: Buffer[];
  waiting: number;
  bytes: number;
  requests: number;
};

/** As much is gathered before it is written; of many files at once, less of each. */
const GATHER = 256 * 1024;
const GATHER_OF_MANY = 32 * 1024;
const MANY = 100;

const LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
/** Random, so that nobody's ids meet ours: 8 of 36 letters. */
export const newNonce = () =>
  Array.from(randomBytes(8), (byte) => LETTERS[byte % LETTERS.length] ?? "a").join("");

/** The files of a plan, filled line by line in any order. */
export class PartFiles {
  private readonly files: File[];
  private readonly frame: { head: Buffer; between: Buffer; tail: Buffer };

  constructor(folder: string, parts: readonly PlannedPart[], frame: Frame) {
    this.frame = {
      head: Buffer.from(frame.head),
      between: Buffer.from(frame.between),
      tail: Buffer.from(frame.tail),
    };
    this.files = parts.map((part) => ({
      ...{ part, path: path.join(folder, `part-${part.number}`), nonce: newNonce() },
      ...{ pieces: [], waiting: 0, bytes: 0, requests: 0 },
    }));
  }

  nonceOf(number: number): string {
    return this.fileOf(number).nonce;
  }

  async add(number: number, pieces: readonly Buffer[]): Promise<void> {
    const file = this.fileOf(number);
    this.take(file, file.requests === 0 ? this.frame.head : this.frame.between);
    for (const piece of pieces) this.take(file, piece);
    file.requests += 1;
    const isLast = file.requests === file.part.requests;
    if (isLast) this.take(file, this.frame.tail);
    if (isLast || file.waiting >= (this.files.length > MANY ? GATHER_OF_MANY : GATHER))
      await flush(file, isLast);
  }

  /** Where a file is not what was planned: null when all are. */
  difference(): string | null {
    for (const { part, bytes, requests } of this.files)
      if (bytes !== part.bytes || requests !== part.requests)
        return `part ${part.number} has ${requests} requests and ${bytes} bytes, not ${part.requests} and ${part.bytes}`;
    return null;
  }

  private fileOf(number: number): File {
    const file = this.files[number - 1];
    if (!file) throw new Error("a line without a part");
    return file;
  }

  /** A copy: what it came from is used again. */
  private take(file: File, piece: Buffer): void {
    if (piece.length === 0) return;
    file.pieces.push(Buffer.from(piece));
    file.waiting += piece.length;
  }
}

/** The last piece is on the disk, and not on its way there, before the database hears of the file. */
async function flush(file: File, isLast: boolean): Promise<void> {
  const all = Buffer.concat(file.pieces);
  await writeFile(file.path, all, { flag: file.bytes === 0 ? "w" : "a" });
  file.bytes += all.length;
  file.pieces = [];
  file.waiting = 0;
  if (!isLast) return;
  const handle = await open(file.path, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
