import { formatWhole } from "@/lib/core/numbers";

/** `142.1 M`, `1.35 B`, `31,204` */
export function tokensWords(tokens: number): string {
  if (tokens >= 999_950_000) return `${(tokens / 1e9).toFixed(2)} B`;
  return tokens >= 999_950 ? `${(tokens / 1e6).toFixed(1)} M` : formatWhole(Math.round(tokens));
}

export const counted = (count: number, one: string, many = `${one}s`) =>
  `${formatWhole(count)} ${count === 1 ? one : many}`;

export const linesWords = (count: number) => counted(count, "line");

/** `on line 7`, `on lines 4,102 to 4,113`, `on lines 3, 9, 12 and 35 more`; empty when no line is known. */
export function whereWords({ lines, where }: { lines: number; where: readonly number[] }): string {
  const [first] = where;
  const last = where.at(-1);
  if (first === undefined || last === undefined) return "";
  if (lines === 1) return `on line ${formatWhole(first)}`;
  if (lines === where.length && last - first === lines - 1)
    return `on lines ${formatWhole(first)} to ${formatWhole(last)}`;
  const shown = where.slice(0, 3).map(formatWhole);
  const more = lines - shown.length;
  if (more > 0) return `on lines ${shown.join(", ")} and ${formatWhole(more)} more`;
  return `on lines ${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** `gpt-4.1`, `gpt-4.1 and o3`, `gpt-4.1, o3 and 4 more` */
export function namesWords(names: readonly string[]): string {
  if (names.length <= 2) return names.join(" and ");
  return `${names.slice(0, 2).join(", ")} and ${formatWhole(names.length - 2)} more`;
}

/** A sentence as a title: without its full stop. */
export const asTitle = (sentence: string) => sentence.trim().replace(/\.$/, "");
