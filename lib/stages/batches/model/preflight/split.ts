import type { Frame } from "@/lib/core/provider";
import { type Group, type Lines, MARK } from "./lines";

/** What one file of a group may hold at most, and at least. Null: no such cap. */
export type Caps = { requests: number; bytes: number; tokens: number | null; least: number };

export type SplitInput = {
  lines: Lines;
  groups: readonly Group[];
  frame: Frame;
  oneModel: boolean;
  onePath: boolean;
  /** Run so many lines first; null: no canary. */
  canary: number | null;
  capsOf(group: number): Caps;
  /** Input tokens of a line for the queue's cap, doubt included. */
  queueTokens(row: number): number;
};

export type Bin = {
  /** What may share a file, and of which kind. */
  key: number;
  group: number;
  kind: "plain" | "canary" | "apart";
  caps: Caps;
  requests: number;
  bytes: number;
  inputTokens: number;
  queueTokens: number;
};

/** Files with room that later lines may still fill; more would cost time and gain nothing. */
const LOOK_BACK = 8;
export const MOST_PARTS = 10_000;

/**
 * Splits what is sent into few files: each line goes into the first file with room. Gives each line the number of its
 * part, from 1: the canary first, what is set apart last. Null: more files than anybody can want.
 */
export function splitIntoParts(input: SplitInput): Bin[] | null {
  const splitter = new Splitter(input);
  return splitter.run();
}

/** In the order in which they are sent. */
const RANKS: Bin["kind"][] = ["canary", "plain", "apart"];

class Splitter {
  private bins: Bin[] = [];
  private open: number[][] = [];
  private readonly caps = new Map<number, Caps>();
  private readonly head: number;
  private readonly between: number;
  /** By group: what may share a file has one number. */
  private readonly keys: number[];

  constructor(private readonly input: SplitInput) {
    const { head, between, tail } = input.frame;
    this.head = bytesOf(head) + bytesOf(tail);
    this.between = bytesOf(between);
    const { groups, oneModel, onePath } = input;
    const names = groups.map(({ model, path }) => JSON.stringify([oneModel && model, onePath && path]));
    this.keys = names.map((name) => names.indexOf(name));
  }

  run(): Bin[] | null {
    const canary = this.takeCanary();
    if (!this.fill(canary)) return null;
    if (this.balance() && !this.fill(canary)) return null;
    return this.number();
  }

  private keyOf(group: number): number {
    return this.keys[group] ?? 0;
  }

  /** The first lines of the kind that the file begins with. */
  private takeCanary(): Set<number> {
    const { lines, canary } = this.input;
    const rows = new Set<number>();
    if (canary === null) return rows;
    let key: number | null = null;
    let wanted = canary;
    for (let row = 0; row < lines.count && rows.size < wanted; row += 1) {
      if (!lines.isSent(row) || lines.has(row, MARK.apart)) continue;
      const own = this.keyOf(lines.group.get(row));
      key ??= own;
      if (own !== key) continue;
      if (rows.size === 0) wanted = Math.max(canary, this.input.capsOf(lines.group.get(row)).least);
      rows.add(row);
    }
    return rows;
  }

  /** Gives every line its bin; false when there are too many. */
  private fill(canary: ReadonlySet<number>): boolean {
    const { lines } = this.input;
    this.bins = [];
    this.open = [];
    for (let row = 0; row < lines.count; row += 1) {
      lines.part.set(row, 0);
      if (!lines.isSent(row)) continue;
      const isApart = lines.has(row, MARK.apart);
      const bin = this.place(row, canary.has(row) ? "canary" : isApart ? "apart" : "plain");
      if (bin >= MOST_PARTS) return false;
      lines.part.set(row, bin + 1);
    }
    return true;
  }

  private place(row: number, kind: Bin["kind"]): number {
    const { lines } = this.input;
    const group = lines.group.get(row);
    const bytes = lines.sentBytes.get(row);
    const tokens = this.input.queueTokens(row);
    const key = this.keyOf(group) * RANKS.length + RANKS.indexOf(kind);
    const open = this.open[key] ?? [];
    let place = -1;
    for (let at = 0; at < open.length && place < 0; at += 1)
      if (this.hasRoom(open[at] ?? 0, bytes, tokens)) place = open[at] ?? 0;
    if (place < 0) {
      const caps = this.caps.get(key) ?? this.input.capsOf(group);
      const empty = { requests: 0, bytes: this.head, inputTokens: 0, queueTokens: 0 };
      place = this.bins.push({ key, group, kind, caps, ...empty }) - 1;
      this.open[key] = [...open, place].slice(-LOOK_BACK);
    }
    const bin = this.bins[place];
    if (bin) {
      bin.bytes += bytes + (bin.requests > 0 ? this.between : 0);
      bin.requests += 1;
      bin.inputTokens += lines.input.get(row);
      bin.queueTokens += tokens;
    }
    return place;
  }

  private hasRoom(number: number, bytes: number, tokens: number): boolean {
    const bin = this.bins[number];
    if (!bin) return false;
    const { caps } = bin;
    return (
      bin.requests < caps.requests &&
      bin.bytes + this.between + bytes <= caps.bytes &&
      (caps.tokens === null || bin.queueTokens + tokens <= caps.tokens)
    );
  }

  /** A last file below the least that the provider takes: its siblings give it of theirs. True when something changes. */
  private balance(): boolean {
    const families = new Map<number, Bin[]>();
    for (const bin of this.bins) families.set(bin.key, [...(families.get(bin.key) ?? []), bin]);
    let changed = false;
    for (const [key, bins] of families) {
      const isShort = bins.some(({ requests, caps }) => requests < caps.least);
      const [first] = bins;
      if (!first || !isShort || bins.length < 2) continue;
      const total = (of: (bin: Bin) => number) => bins.reduce((sum, bin) => sum + of(bin), 0);
      const requests = Math.ceil(total((bin) => bin.requests) / bins.length);
      if (requests < first.caps.least) continue;
      this.caps.set(key, { ...first.caps, requests });
      changed = true;
    }
    return changed;
  }

  /** Bins in the order in which they are sent, and the lines with their new numbers. */
  private number(): Bin[] {
    const { lines } = this.input;
    const rankOf = (place: number) => RANKS.indexOf(this.bins[place]?.kind ?? "plain");
    const order = this.bins.map((_, place) => place);
    order.sort((a, b) => rankOf(a) - rankOf(b) || a - b);
    const numbers = new Uint16Array(this.bins.length + 1);
    order.forEach((place, index) => {
      numbers[place + 1] = index + 1;
    });
    for (let row = 0; row < lines.count; row += 1) lines.part.set(row, numbers[lines.part.get(row)] ?? 0);
    return order.flatMap((place) => this.bins[place] ?? []);
  }
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;
