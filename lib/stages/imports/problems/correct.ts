import type { Reader } from "@/lib/core/format";
import type { ProblemRow } from "../model/problems";
import type { Sniffed } from "../sniffing/sniff";
import { cellsOf, recordOf } from "../sniffing/table";

/** The record's text with the value in place of the bad cell, or the value as the whole record. Null: that cannot be. */
export function corrected(
  row: ProblemRow,
  use: string,
  { reader, sniffed }: { reader: Reader; sniffed: Sniffed },
): string | null {
  return reader.kind === "table" ? correctedTable(row, use, sniffed) : correctedObject(row, use);
}

function correctedTable(row: ProblemRow, use: string, { sample }: Sniffed): string | null {
  const delimiter = sample.delimiter ?? ",";
  const at = row.column === null ? -1 : sample.columns.indexOf(row.column);
  const cells = cellsOf(at < 0 ? use : row.raw, delimiter);
  if (cells.length !== sample.columns.length) return null;
  if (at >= 0) cells[at] = use;
  return recordOf(cells, delimiter);
}

function correctedObject(row: ProblemRow, use: string): string | null {
  const object = parse(row.column === null || row.column === "" ? use : row.raw);
  if (!object) return null;
  if (row.column) object[row.column] = use;
  return JSON.stringify(object);
}

function parse(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
