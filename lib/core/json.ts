// Reading values that somebody else's JSON holds: what is not there or not of its kind is null.

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export const recordOf = (value: unknown): Record<string, unknown> | null => (isRecord(value) ? value : null);

/** A text that says something. */
export const textOf = (value: unknown): string | null =>
  typeof value === "string" && value !== "" ? value : null;

/** A whole number from 0, such as a count of tokens. */
export const countOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
