import { type FileHandle, open, readdir, rm } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/lib/platform/context";

const NAME = /^results-(\d+)\.([a-z]+)\.jsonl$/;

/** A file of raw result lines, of one kind of the provider's files: the kind stands in its name. */
export type ResultFile = {
  number: number;
  /** Adds a line; answers where it begins. Nothing is on the disk before `flush`. */
  add(line: Uint8Array): number;
  flush(): Promise<void>;
};

/** The files of one reading. Every reading has files of its own, since rows point into those of the earlier ones. */
export class ResultFiles {
  private readonly files = new Map<string, Promise<OpenFile>>();
  private readonly opened = new Map<string, ResultFile>();
  /** Those that a row points into. */
  private readonly used = new Set<number>();

  private constructor(
    private readonly folder: string,
    private next: number,
  ) {}

  static async open(ctx: Pick<Context, "files">, batchId: string): Promise<ResultFiles> {
    const folder = await ctx.files.folder("batches", batchId);
    const numbers = (await readdir(folder)).map((name) => Number(NAME.exec(name)?.[1] ?? 0));
    return new ResultFiles(folder, Math.max(0, ...numbers) + 1);
  }

  /** The file of a kind that was opened before. */
  known(kind: string): ResultFile | undefined {
    return this.opened.get(kind);
  }

  of(kind: string): Promise<ResultFile> {
    const known = this.files.get(kind);
    if (known) return known;
    const made = this.create(kind.replace(/[^a-z]/g, "") || "rows");
    this.files.set(kind, made);
    void made.then((file) => this.opened.set(kind, file)).catch(() => {});
    return made;
  }

  /** A name is taken by whoever creates it, also against another worker. */
  private async create(kind: string): Promise<OpenFile> {
    for (;;) {
      const number = this.next;
      this.next += 1;
      const file = path.join(this.folder, `results-${number}.${kind}.jsonl`);
      try {
        return new OpenFile(number, file, await open(file, "wx", 0o600));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      }
    }
  }

  use(number: number): void {
    this.used.add(number);
  }

  async flush(): Promise<void> {
    for (const file of this.files.values()) await (await file).flush();
  }

  /** Closes all, and removes those that nothing points into. */
  async close(): Promise<void> {
    for (const opening of this.files.values()) {
      const file = await opening.catch(() => null);
      if (!file) continue;
      await file.close();
      if (!this.used.has(file.number)) await rm(file.path, { force: true });
    }
  }
}

const LINE_END = 10;
const ROOM = 1 << 20;

/** Lines are gathered in one piece of memory, written as one, and the memory is used again. */
class OpenFile implements ResultFile {
  private gathered: Buffer = Buffer.allocUnsafeSlow(ROOM);
  private spare: Buffer | null = null;
  private used = 0;
  private begins = 0;
  private flushing: Promise<void> = Promise.resolve();

  constructor(
    readonly number: number,
    readonly path: string,
    private readonly handle: FileHandle,
  ) {}

  add(line: Uint8Array): number {
    const needed = this.used + line.byteLength + 1;
    if (needed > this.gathered.length) this.grow(needed);
    const at = this.begins + this.used;
    this.gathered.set(line, this.used);
    this.used = needed;
    this.gathered[needed - 1] = LINE_END;
    return at;
  }

  /** On the disk before any row points at it. One after the other: places are counted in the order of `add`. */
  flush(): Promise<void> {
    if (this.used === 0) return this.flushing;
    const full = this.gathered;
    const bytes = full.subarray(0, this.used);
    this.gathered = this.spare ?? Buffer.allocUnsafeSlow(full.length);
    this.spare = null;
    this.begins += this.used;
    this.used = 0;
    const flushed = this.flushing.then(async () => {
      await this.handle.appendFile(bytes);
      await this.handle.datasync();
      this.spare = full;
    });
    this.flushing = flushed;
    flushed.catch(() => {}); // told to whoever waits for it
    return flushed;
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  private grow(needed: number): void {
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.gathered.length * 2));
    larger.set(this.gathered.subarray(0, this.used));
    this.gathered = larger;
  }
}

/** The result files of a batch, by number. */
export async function findResultFiles(
  ctx: Pick<Context, "files">,
  batchId: string,
): Promise<Map<number, { path: string; kind: string }>> {
  const folder = ctx.files.pathOf("batches", batchId);
  const names = await readdir(folder).catch(() => []);
  return new Map(
    names.flatMap((name) => {
      const found = NAME.exec(name);
      return found
        ? [[Number(found[1]), { path: path.join(folder, name), kind: found[2] ?? "" }] as const]
        : [];
    }),
  );
}
