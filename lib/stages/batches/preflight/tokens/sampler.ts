import type { LineDialect, LineFacts } from "@/lib/core/provider";
import { isWide } from "../../model/preflight/estimating/tokenizers";
import type { Group, Lines } from "../../model/preflight/lines";

/** A piece of the text of one line, somewhere in the file. `weight`: how many of the places are in that line. */
export type Sample = { group: Group; text: string; wide: number; weight: number };

const POINTS = 256;
const WINDOW = 4000;
/** Nobody needs more of one line to take a piece out of it. */
const MOST_TEXT = 200_000;

/**
 * Takes pieces of text at places that are spread evenly over the bytes of a file. A long line is met more often, as much
 * as it weighs: the mean of what a token costs in the pieces is then the mean of the file.
 */
export class Sampler {
  private readonly step: number;
  private next: number;

  constructor(
    bytes: number,
    private readonly dialect: LineDialect,
    private readonly take: (sample: Sample) => void,
  ) {
    this.step = Math.max(1, bytes / POINTS);
    this.next = this.step / 2;
  }

  see(lines: Lines, row: number, facts: LineFacts, group: Group | undefined): void {
    const start = lines.offset.get(row);
    const length = lines.length.get(row);
    if (this.next > start + length || !group) return;
    const place = Math.max(0, this.next - start) / Math.max(1, length);
    let weight = 0;
    for (; this.next <= start + length; this.next += this.step) weight += 1;
    const text = piece(this.dialect.texts?.(facts.body, facts.path) ?? textsIn(facts.body), place);
    if (text.length > 0) this.take({ group, text, weight, wide: wideIn(text) });
  }
}

function piece(texts: string[], place: number): string {
  const whole = texts.join("\n");
  if (whole.length <= WINDOW) return whole;
  const from = Math.floor(place * (whole.length - WINDOW));
  return whole.slice(from, from + WINDOW);
}

function wideIn(text: string): number {
  let wide = 0;
  for (let at = 0; at < text.length; at += 1) if (isWide(text.charCodeAt(at))) wide += 1;
  return wide;
}

/** Every text of a body, for a dialect that does not say which of them count. Images in text form are none. */
function textsIn(body: unknown): string[] {
  const texts: string[] = [];
  const waiting: unknown[] = [body];
  let size = 0;
  while (waiting.length > 0 && size < MOST_TEXT) {
    const value = waiting.pop();
    if (typeof value === "string") {
      if (value.length > 300 && /^(data:|[A-Za-z0-9+/=_-]{300})/.test(value)) continue;
      texts.push(value.slice(0, MOST_TEXT));
      size += value.length;
    } else if (typeof value === "object" && value !== null)
      for (const inner of Object.values(value).reverse()) waiting.push(inner);
  }
  return texts;
}
