import { isRecord } from "@/lib/sandbox/platform/settings";

const signs = /^[\p{Ll}\p{Lo}\p{N}_-]*$/u;

/** What is wrong with labels; null when nothing is. `most`: how long a key or a value may be. */
export function wrongLabel(labels: unknown, most: number): string | null {
  if (labels === undefined) return null;
  if (!isRecord(labels)) return "Invalid value at 'labels': an object is needed.";
  const entries = Object.entries(labels);
  if (entries.length > 64) return "Invalid labels: there can be at most 64.";
  for (const [key, value] of entries) {
    if (key.length === 0 || key.length > most) return `Invalid label key "${key}": 1 to ${most} characters.`;
    if (!/^\p{Ll}/u.test(key) || !signs.test(key))
      return `Invalid label key "${key}": it begins with a lower case letter, and holds lower case letters, digits, "_" and "-".`;
    if (typeof value !== "string" || value.length > most)
      return `Invalid value of label "${key}": at most ${most} characters.`;
    if (!signs.test(value))
      return `Invalid value of label "${key}": lower case letters, digits, "_" and "-" only.`;
  }
  return null;
}
