import type { ProblemRow } from "./problems";

const COLUMNS = ["line", "column", "code", "message", "value", "raw"] as const;

export const problemsHeading = () => `${COLUMNS.join(",")}\r\n`;

/** A line of CSV in which no cell is a formula: a sheet must not run what a stranger's file holds. */
export function problemCsv(row: ProblemRow): string {
  return `${COLUMNS.map((column) => csvCell(row[column])).join(",")}\r\n`;
}

export function problemJson({ line, column, code, message, value, raw }: ProblemRow): string {
  return `${JSON.stringify({ line, column, code, message, value, raw })}\n`;
}

function csvCell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const safe = /^[\s]*[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /["\r\n,]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
