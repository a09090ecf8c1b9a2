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
  key: string;
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

class Splitter {
  private bins: Bin[] = [];
  private readonly open = new Map<string, number[]>();
  private readonly caps = new Map<string, Caps>();
  private readonly head: number;
  private readonly between: number;
  /** What may share a file has one key. */
  private readonly keys: string[];

  constructor(private readonly input: SplitInput) {
    const { head, between, tail } = input.frame;
    this.head = bytesOf(head) + bytesOf(tail);
    this.between = bytesOf(between);
    const { groups, oneModel, onePath } = input;
    this.keys = groups.map(({ model, path }) =>
      JSON.stringify([oneModel ? model : null, onePath ? path : null]),
    );
  }

  run(): Bin[] | null {
    const canary = this.takeCanary();
    if (!this.fill(canary)) return null;
    if (this.balance() && !this.fill(canary)) return null;
    return this.number();
  }

  private keyOf(group: number): string {
    return this.keys[group] ?? "";
  }

  /** The first lines of the kind that the file begins with. */
  private takeCanary(): Set<number> {
    const { lines, canary } = this.input;
    const rows = new Set<number>();
    if (canary === null) return rows;
    let key: string | null = null;
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
    this.open.clear();
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
    const key = `${kind} ${this.keyOf(group)}`;
    const bytes = lines.sentBytes.get(row);
    const tokens = this.input.queueTokens(row);
    const open = this.open.get(key) ?? [];
    let place = open.find((number) => this.hasRoom(number, bytes, tokens));
    if (place === undefined) {
      const caps = this.caps.get(key) ?? this.input.capsOf(group);
      place =
        this.bins.push({
          key,
          group,
          kind,
          caps,
          requests: 0,
          bytes: this.head,
          inputTokens: 0,
          queueTokens: 0,
        }) - 1;
      this.open.set(key, [...open, place].slice(-LOOK_BACK));
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
    const families = new Map<string, Bin[]>();
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
    const rank = { canary: 0, plain: 1, apart: 2 };
    const order = this.bins.map((_, place) => place);
    order.sort((a, b) => rank[this.bins[a]?.kind ?? "plain"] - rank[this.bins[b]?.kind ?? "plain"] || a - b);
    const numbers = new Uint16Array(this.bins.length + 1);
    order.forEach((place, index) => {
      numbers[place + 1] = index + 1;
    });
    for (let row = 0; row < lines.count; row += 1) lines.part.set(row, numbers[lines.part.get(row)] ?? 0);
    return order.flatMap((place) => this.bins[place] ?? []);
  }
}

const bytesOf = (text: string) => new TextEncoder().encode(text).length;
