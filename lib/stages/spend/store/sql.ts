import { createHash } from "node:crypto";

export type Statement = { name: string; text: string; values: unknown[] };

/** Collects the values of a statement while its text is written, so that no value ever stands in the text. */
export function parameters() {
  const values: unknown[] = [];
  return {
    values,
    /** Answers the placeholder. */
    add(value: unknown): string {
      values.push(value);
      return `$${values.length}`;
    },
  };
}

/** A name of its own for each text lets every connection keep the plan; a page then costs no planning. */
export function statement(text: string, values: unknown[]): Statement {
  return { name: `spend-${createHash("sha1").update(text).digest("base64url").slice(0, 20)}`, text, values };
}

/** Case is folded to compare. ICU's root rules, whatever locale the database was made with; sorted by bytes after. */
export function folded(expression: string): string {
  return `lower(${expression} collate "und-x-icu") collate "C"`;
}

/** Sums arrive as text of a numeric; columns as bigint. */
export type Whole = string | bigint;

export function whole(value: Whole): bigint;
export function whole(value: Whole | null): bigint | null;
export function whole(value: Whole | null): bigint | null {
  return value === null ? null : BigInt(value);
}
