import { roundParts } from "@/lib/core/money";
import { type Board, type Column, columnsOf } from "@/lib/stages/migration/model/board";
import type { MigrationRow } from "@/lib/stages/migration/model/row";

/** Candidates that are shown before "10 more". */
export const FIRST_CANDIDATES = 4;

/** Dollars as they are shown: rounded once, so that cards, columns and the total agree. */
export function shownDollars({ rows, unnamed }: Pick<Board, "rows" | "unnamed">): {
  of(row: MigrationRow): bigint;
  unnamed: bigint;
  column(column: Column): bigint;
  total: bigint;
} {
  const parts = roundParts([...rows, ...(unnamed ? [unnamed] : [])].map(({ sync, batch }) => sync + batch));
  const byKey = new Map(rows.map((row, index) => [row.key, parts[index] ?? 0n]));
  const of = (row: MigrationRow) => byKey.get(row.key) ?? 0n;
  const rest = unnamed ? (parts.at(-1) ?? 0n) : 0n;
  return {
    of,
    unnamed: rest,
    column: ({ stage, rows }) => rows.reduce((all, row) => all + of(row), stage === "candidate" ? rest : 0n),
    total: parts.reduce((all, part) => all + part, 0n),
  };
}

/** The rows that stand on the page, in the order of the board: what J and K walk. */
export function walkOf(board: Pick<Board, "rows" | "unnamed">, isWhole: boolean): string[] {
  return columnsOf(board).flatMap(({ stage, rows }) => visibleOf(stage, rows, isWhole).map(({ key }) => key));
}

export function visibleOf(stage: string, rows: MigrationRow[], isWhole: boolean): MigrationRow[] {
  return stage === "candidate" && !isWhole ? rows.slice(0, FIRST_CANDIDATES) : rows;
}

/** `support/` and `ticket-summaries` */
export function splitName(label: string): [folder: string, name: string] {
  const cut = label.lastIndexOf("/", label.length - 2) + 1;
  return [label.slice(0, cut), label.slice(cut)];
}
