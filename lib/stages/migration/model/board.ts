import type { Picodollars } from "@/lib/core/money";
import type { Period } from "@/lib/core/period";
import { STAGES, type Stage } from "@/lib/core/values";
import type { MigrationRow } from "./row";
import type { MigrationRules } from "./rules";

export type Board = {
  period: Period;
  rules: MigrationRules;
  /** The most expensive first. */
  rows: MigrationRow[];
  /** Spend without a name: nobody can be asked about it, so it waits beside the candidates. */
  unnamed: { sync: Picodollars; batch: Picodollars } | null;
};

export type Column = {
  stage: Stage;
  rows: MigrationRow[];
  count: number;
  sync: Picodollars;
  batch: Picodollars;
};

/** In the order of the board. The columns add up to the whole. */
export function columnsOf({ rows, unnamed }: Pick<Board, "rows" | "unnamed">): Column[] {
  return STAGES.map((stage) => {
    const own = rows.filter((row) => row.stage === stage);
    const rest = stage === "candidate" && unnamed ? [unnamed] : [];
    const sum = (of: "sync" | "batch") => [...own, ...rest].reduce((all, row) => all + row[of], 0n);
    return { stage, rows: own, count: own.length, sync: sum("sync"), batch: sum("batch") };
  });
}

export function totalOf(board: Pick<Board, "rows" | "unnamed">): { sync: Picodollars; batch: Picodollars } {
  const columns = columnsOf(board);
  return {
    sync: columns.reduce((all, { sync }) => all + sync, 0n),
    batch: columns.reduce((all, { batch }) => all + batch, 0n),
  };
}

/** Stages of the table: what needs a hand first, what needs none last. */
const TABLE: readonly Stage[] = [
  "pilot",
  "approved",
  "asked",
  "migrated",
  "confirmed",
  "candidate",
  "declined",
];

export function inTableOrder(rows: readonly MigrationRow[]): MigrationRow[] {
  return [...rows].sort((a, b) => TABLE.indexOf(a.stage) - TABLE.indexOf(b.stage));
}

const PLANNED: readonly Stage[] = ["approved", "pilot", "migrated", "confirmed"];

/** What the approved and later ones are forecast to save, and what they save already. */
export function savingsOf(rows: readonly MigrationRow[]): { forecast: Picodollars; realised: Picodollars } {
  const planned = rows.filter(({ stage }) => PLANNED.includes(stage));
  return {
    forecast: planned.reduce((all, { forecast }) => all + (forecast ?? 0n), 0n),
    realised: planned.reduce((all, { realised }) => all + (realised ?? 0n), 0n),
  };
}
