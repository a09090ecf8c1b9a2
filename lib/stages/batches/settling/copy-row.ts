import type { ItemOutcome } from "@/lib/core/provider";
import type { Price } from "../model/settle-cost";

/** Where the raw line of an outcome lies. */
export type Place = { file: number; offset: number; length: number };

const NULL = "\\N";
const SPECIAL = /[\\\t\n\r]/g;
const ESCAPED: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const LONGEST_MESSAGE = 500;

// A NUL has no place in a Postgres text.
const text = (value: string | null) =>
  value === null ? NULL : value.replaceAll("\u0000", "").replace(SPECIAL, (found) => ESCAPED[found] ?? found);
const number = (value: number | bigint | null | undefined) => (value == null ? NULL : String(value));

/** An outcome as a line of COPY, in the order of the store's columns. */
export function copyRow(
  n: number,
  outcome: ItemOutcome,
  price: Price,
  fits: boolean | null,
  place: Place,
): string {
  const { status, code, message, remedy, model, usage } = outcome;
  const u = usage;
  return `${n}\t${status}\t${text(code)}\t${text(message?.slice(0, LONGEST_MESSAGE) ?? null)}\t${remedy ?? NULL}\t${text(model)}\t${price.tier}\t${price.band ?? NULL}\t${number(u?.freshInput)}\t${number(u?.cachedInput)}\t${number(u?.cacheWrite5m)}\t${number(u?.cacheWrite1h)}\t${number(u?.cacheWriteOther)}\t${number(u?.output)}\t${number(u?.reasoning)}\t${number(price.cost)}\t${number(price.syncCost)}\t${fits === null ? NULL : fits}\t${place.file}\t${place.offset}\t${place.length}\n`;
}
