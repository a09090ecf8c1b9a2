import { formatWhole } from "@/lib/core/numbers";
import type { Finding } from "@/lib/stages/batches/model/preflight";

const MOST = 3;

/** `lines 4,102 to 4,113`, `lines 12, 40 and 77`, `lines 12, 40, 77 and 35 more`. `count` may be more than `where` holds. */
export function whereWords(where: readonly number[], count: number): string | null {
  if (where.length === 0) return null;
  const runs = runsOf(where);
  const shown = runs.slice(0, MOST);
  const told = shown.reduce((sum, { from, to }) => sum + to - from + 1, 0);
  const more = Math.max(0, count - told);
  const words = shown.map(({ from, to }) =>
    from === to ? formatWhole(from) : `${formatWhole(from)} to ${formatWhole(to)}`,
  );
  const head = told === 1 && more === 0 ? "line" : "lines";
  if (more > 0) return `${head} ${words.join(", ")} and ${formatWhole(more)} more`;
  return `${head} ${words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : words[0]}`;
}

/** What was found and in which lines, unless it says so itself; what is well needs no lines. */
export function foundWords({ detail, severity, where, lines }: Finding): string {
  const isTold = severity === "pass" || /\blines? \d/.test(detail ?? "");
  const place = isTold ? null : whereWords(where, lines);
  const words = [detail, place].filter((word) => word !== null).join(", ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function runsOf(where: readonly number[]): { from: number; to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const line of [...new Set(where)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && line === last.to + 1) last.to = line;
    else runs.push({ from: line, to: line });
  }
  return runs;
}
