import type { Preview } from "../model/import";
import { suggestMapping } from "../model/suggest";
import type { Sniffed } from "./sniff";
import { cellsOf } from "./table";

const ROWS = 5;
const LONGEST_CELL = 120;

/** The columns and first rows of a file that no format recognises; null when there are none to choose from. */
export function previewOf(sniffed: Sniffed): Preview | null {
  const { columns, shape } = sniffed.sample;
  if (columns.length === 0) return null;
  const rows = shape === "table" ? tableRows(sniffed) : objectRows(sniffed);
  return { columns: columns.slice(0, 200), rows, suggestion: suggestMapping(columns) };
}

function tableRows({ sample, skip, newline }: Sniffed): Preview["rows"] {
  const lines = sample.text
    .split(newline)
    .slice(skip, skip + 50)
    .filter((line) => line.trim() !== "");
  return lines.slice(0, ROWS).map((line) =>
    cellsOf(line.replace(/\r$/, ""), sample.delimiter ?? ",")
      .slice(0, 200)
      .map(short),
  );
}

function objectRows({ sample, objects }: Sniffed): Preview["rows"] {
  return objects.slice(0, ROWS).map((object) =>
    sample.columns.slice(0, 200).map((column) => {
      const value = object[column];
      if (value === null || value === undefined) return null;
      return short(typeof value === "string" ? value : JSON.stringify(value));
    }),
  );
}

const short = (cell: string) => cell.replaceAll("\u0000", "").slice(0, LONGEST_CELL);
