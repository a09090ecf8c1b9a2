import { FEATURES, type Feature } from "@/lib/core/values";
import { column } from "./column";

/** What holds for a line. Bits, because a file may have a million lines. */
export const MARK = {
  /** It cannot be read at all. */
  broken: 1,
  /** A batch would refuse it as it is. */
  refused: 2,
  /** A fix leaves it out. */
  leftOut: 4,
  /** It is written anew instead of copied. */
  anew: 8,
  noId: 16,
  /** An earlier batch of the endpoint has an answer for its id. */
  paid: 32,
  /** Another line before it has its id. */
  duplicate: 64,
  /** Much larger than the others: sent in a part of its own. */
  apart: 128,
} as const;

/** Not stated, as a number of a column: no output limit. */
export const OPEN = -1;

export type Group = {
  model: string | null;
  path: string;
  /** False for embeddings and the like: their answers have no output tokens. */
  writes: boolean;
};

/** The lines of an upload that hold something, about 50 bytes each; their text stays on the disk. */
export class Lines {
  count = 0;
  /** All marks that any line has had. */
  seen = 0;
  /** Where it stands: its number in the file from 1, its first byte, its bytes without line end. */
  readonly number = column.u32();
  readonly offset = column.f64();
  readonly length = column.u32();
  readonly characters = column.u32();
  /** Tokens that frame its texts, where the dialect tells. */
  readonly around = column.u16();
  /** Before any fix; OPEN: none is set. */
  readonly maxOutput = column.i32();
  readonly group = column.u16();
  readonly marks = column.u8();
  readonly features = column.u8();
  readonly hashLow = column.u32();
  readonly hashHigh = column.u32();
  /** Of the line as it is sent, its id included. */
  readonly sentBytes = column.u32();
  /** Filled when they are known: input tokens, expected output, which line of its id it is, its part. */
  readonly input = column.u32();
  readonly output = column.u32();
  readonly ordinal = column.u32();
  readonly part = column.u16();

  has(row: number, marks: number): boolean {
    return (this.marks.get(row) & marks) !== 0;
  }

  mark(row: number, marks: number): void {
    this.seen |= marks;
    this.marks.set(row, this.marks.get(row) | marks);
  }

  /** Whether it is among what is sent, should nothing block. */
  isSent(row: number): boolean {
    return !this.has(row, MARK.broken | MARK.leftOut);
  }
}

/** Features as bits, in the order of the list. */
export function bitsOf(features: readonly Feature[]): number {
  let bits = 0;
  for (const feature of features) bits |= 1 << FEATURES.indexOf(feature);
  return bits;
}

/** How many lines a finding is about, and the first of them. */
export class Tally {
  lines = 0;
  readonly where: number[] = [];

  add(number: number): void {
    this.lines += 1;
    if (this.where.length < MOST_SHOWN) this.where.push(number);
  }
}
export const MOST_SHOWN = 20;
