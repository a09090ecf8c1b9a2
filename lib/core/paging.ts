import { z } from "zod";
import { invalid } from "./errors";

/** What every list takes. Extend it with the list's own filters. */
export const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(1000).optional(),
});
export type Paging = z.infer<typeof Paging>;

export type Page<T> = { rows: T[]; nextCursor: string | null };

/** An opaque text for the position of a row in its list's own order. */
export function cursorOf(position: readonly (string | number | null)[]): string {
  const text = encodeURIComponent(JSON.stringify(position));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The position that `cursorOf` wrote, checked against the list's own shape; null when the caller gave none. */
export function readCursor<T>(cursor: string | undefined, shape: z.ZodType<T>): T | null {
  if (cursor === undefined) return null;
  try {
    const text = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    return shape.parse(JSON.parse(decodeURIComponent(text)));
  } catch {
    throw invalid("The cursor is not one of this list.", { cursor: "not a cursor of this list" });
  }
}

/** Cuts the one row too many that a store reads in order to know whether there is a next page. */
export function pageOf<T>(
  rows: T[],
  limit: number,
  position: (row: T) => readonly (string | number | null)[],
): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { rows: kept, nextCursor: rows.length > limit && last ? cursorOf(position(last)) : null };
}
