import { readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import type { LineDialect } from "@/lib/core/provider";
import { type Counted, UNCOUNTED } from "../../model/preflight/estimating/estimate";
import { type Encoding, encodingOf } from "../../model/preflight/estimating/tokenizers";
import { readLines } from "../read-lines";
import { TokenCounter } from "./counter";

export type CountInput = {
  upload: string;
  provider: string;
  dialect: LineDialect;
  model: string | null;
  /** A counter that is awake already, for a file that is soon counted; else it gets two of its own. */
  counterOf?: (encoding: Encoding) => TokenCounter;
};

const COUNTERS = 2;
/** Texts that are sent at once, and how many such loads may be on their way: that much memory is used. */
const LOAD_CHARACTERS = 250_000;
const LOAD_LINES = 256;
const MOST_LOADS = 6;

type Load = { rows: number[]; items: string[][]; characters: number };

/** Counts every line of an upload beside this process. One number for each line that is not blank. */
export async function countLines(input: CountInput): Promise<Counted> {
  const counting = new Counting(input);
  try {
    await readLines(input.upload, counting);
    return await counting.finish();
  } finally {
    counting.close();
  }
}

class Counting {
  private counts = new Uint32Array(65_536);
  private rows = 0;
  private readonly counters = new Map<Encoding, TokenCounter[]>();
  private readonly loads = new Map<Encoding, Load>();
  private readonly under = new Set<Promise<void>>();
  private failure: unknown = null;
  private turn = 0;

  constructor(private readonly input: CountInput) {}

  line(bytes: Buffer): void {
    const text = bytes.toString("utf8");
    if (text.trimStart() === "") return;
    const row = this.add();
    const read = this.read(text);
    if (!read) return;
    const load = this.loads.get(read.encoding) ?? { rows: [], items: [], characters: 0 };
    this.loads.set(read.encoding, load);
    load.rows.push(row);
    load.items.push(read.texts);
    this.counts[row] = read.around;
    for (const one of read.texts) load.characters += one.length;
    if (load.characters >= LOAD_CHARACTERS || load.rows.length >= LOAD_LINES) this.send(read.encoding);
  }

  tooLong(): void {
    this.add();
  }

  pause(): Promise<void> | undefined {
    if (this.failure) throw this.failure;
    return this.under.size >= MOST_LOADS ? Promise.race(this.under) : undefined;
  }

  async finish(): Promise<Counted> {
    for (const encoding of this.loads.keys()) this.send(encoding);
    await Promise.all(this.under);
    if (this.failure) throw this.failure;
    return this.counts.subarray(0, this.rows);
  }

  close(): void {
    for (const counters of this.counters.values()) for (const counter of counters) counter.close();
  }

  private add(): number {
    if (this.rows === this.counts.length) {
      const grown = new Uint32Array(this.counts.length * 2);
      grown.set(this.counts);
      this.counts = grown;
    }
    this.counts[this.rows] = UNCOUNTED;
    this.rows += 1;
    return this.rows - 1;
  }

  private read(text: string): { encoding: Encoding; texts: string[]; around: number } | null {
    const { dialect, provider, model } = this.input;
    if (!dialect.texts) return null;
    try {
      const facts = dialect.read(JSON.parse(text));
      if (!("body" in facts)) return null;
      const encoding = encodingOf(provider, facts.model ?? model);
      const { body, path: at } = facts;
      return (
        encoding && { encoding, texts: dialect.texts(body, at), around: dialect.around?.(body, at) ?? 0 }
      );
    } catch {
      return null; // a broken line has no tokens
    }
  }

  private send(encoding: Encoding): void {
    const load = this.loads.get(encoding);
    this.loads.delete(encoding);
    if (!load) return;
    const work = this.counterOf(encoding)
      .count(load.items)
      .then((counts) => {
        for (const [place, row] of load.rows.entries())
          this.counts[row] = (this.counts[row] ?? 0) + (counts[place] ?? 0);
      })
      .catch((error: unknown) => {
        this.failure ??= error;
      });
    const done: Promise<void> = work.finally(() => this.under.delete(done));
    this.under.add(done);
  }

  private counterOf(encoding: Encoding): TokenCounter {
    if (this.input.counterOf) return this.input.counterOf(encoding);
    let counters = this.counters.get(encoding);
    if (!counters) {
      counters = Array.from({ length: COUNTERS }, () => new TokenCounter(encoding));
      this.counters.set(encoding, counters);
    }
    this.turn += 1;
    return counters[this.turn % COUNTERS] ?? new TokenCounter(encoding);
  }
}

const FILE = "tokens";

/** Kept beside the upload: it is the same whatever is fixed. */
export async function keepCounts(folder: string, counts: Counted): Promise<void> {
  const file = path.join(folder, FILE);
  await writeFile(`${file}.new`, new Uint8Array(counts.buffer, counts.byteOffset, counts.byteLength));
  await rename(`${file}.new`, file);
}

/** Null: nobody has counted yet. */
export async function readCounts(folder: string, lines: number): Promise<Counted | null> {
  const bytes = await readFile(path.join(folder, FILE)).catch(() => null);
  if (!bytes || bytes.length !== lines * 4) return null;
  return new Uint32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}
