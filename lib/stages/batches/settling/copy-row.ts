import type { ItemOutcome } from "@/lib/core/provider";
import type { Price } from "../model/after/settle-cost";

/** Where the raw line of an outcome lies. */
export type Place = { file: number; offset: number; length: number };

const NULL = "\\N";
/** What COPY reads as something else, and a NUL, which has no place in a Postgres text. */
const SPECIAL = /[\\\t\n\r\0]/;
const EVERY_SPECIAL = /[\\\t\n\r\0]/g;
const ESCAPED: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "" };
const LONGEST_MESSAGE = 500;

function text(value: string | null): string {
  if (value === null) return NULL;
  return SPECIAL.test(value) ? value.replace(EVERY_SPECIAL, (found) => ESCAPED[found] ?? "") : value;
}

const number = (value: number | bigint | null) => (value === null ? NULL : value.toString());

/** What the words of an outcome are, which most share with the one before. */
type Words = Pick<ItemOutcome, "status" | "code" | "message" | "remedy" | "model"> &
  Pick<Price, "tier" | "band">;

/** Outcomes as lines of COPY, in the order of the store's columns. */
export class CopyRows {
  private last: Words | null = null;
  private words = "";
  private lines: string[] = [];

  add(
    n: number,
    outcome: ItemOutcome,
    { price, fits, place }: { price: Price; fits: boolean | null; place: Place },
  ): void {
    const { usage } = outcome;
    const tokens = usage
      ? `${number(usage.freshInput)}\t${number(usage.cachedInput)}\t${number(usage.cacheWrite5m)}\t${number(usage.cacheWrite1h)}\t${number(usage.cacheWriteOther)}\t${number(usage.output)}\t${number(usage.reasoning)}`
      : NOTHING;
    const money = `${number(price.cost)}\t${number(price.syncCost)}`;
    const check = fits === null ? NULL : fits ? "t" : "f";
    this.lines.push(
      `${n}\t${this.wordsOf(outcome, price)}\t${tokens}\t${money}\t${check}\t${place.file}\t${place.offset}\t${place.length}\n`,
    );
  }

  get count(): number {
    return this.lines.length;
  }

  /** All of them as bytes; begins anew. */
  take(): Buffer {
    const bytes = Buffer.from(this.lines.join(""));
    this.lines = [];
    return bytes;
  }

  private wordsOf(outcome: ItemOutcome, { tier, band }: Price): string {
    const { status, code, message, remedy, model } = outcome;
    const last = this.last;
    const isSame =
      last !== null &&
      last.status === status &&
      last.code === code &&
      last.message === message &&
      last.remedy === remedy &&
      last.model === model &&
      last.tier === tier &&
      last.band === band;
    if (!isSame) {
      this.last = { status, code, message, remedy, model, tier, band };
      const said = text(message === null ? null : message.slice(0, LONGEST_MESSAGE));
      this.words = `${status}\t${text(code)}\t${said}\t${remedy ?? NULL}\t${text(model)}\t${tier}\t${band ?? NULL}`;
    }
    return this.words;
  }
}

const NOTHING = Array.from({ length: 7 }, () => NULL).join("\t");
