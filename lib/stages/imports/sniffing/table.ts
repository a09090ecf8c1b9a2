const DELIMITERS = [",", ";", "\t", "|"];

/** Cells of one record of a table; quotes double inside quotes. Only for headings and single rows, never for a file. */
export function cellsOf(record: string, delimiter: string): string[] {
  const cells: string[] = [];
  let at = 0;
  while (at <= record.length) {
    if (record[at] === '"') {
      let cell = "";
      let end = at + 1;
      for (; end < record.length; end += 1) {
        if (record[end] !== '"') cell += record[end];
        else if (record[end + 1] === '"') {
          cell += '"';
          end += 1;
        } else break;
      }
      const next = record.indexOf(delimiter, end + 1);
      cells.push(cell);
      if (next < 0) return cells;
      at = next + 1;
    } else {
      const next = record.indexOf(delimiter, at);
      cells.push(record.slice(at, next < 0 ? undefined : next));
      if (next < 0) return cells;
      at = next + 1;
    }
  }
  return cells;
}

/** One record as text, quoted where it must be. */
export function recordOf(cells: string[], delimiter: string): string {
  const special = new RegExp(`["\\r\\n${delimiter === "|" ? "\\|" : delimiter}]`);
  return cells.map((cell) => (special.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(delimiter);
}

export type Heading = { columns: string[]; delimiter: string; skip: number };

/** The heading of a table: the delimiter that gives the most columns, and as many in the lines below it. */
export function headingOf(text: string, newline: string): Heading | null {
  const lines = text.split(newline).map((line) => line.replace(/\r$/, ""));
  let first = lines.findIndex((line) => line.trim() !== "");
  if (first < 0) return null;
  const stated = /^sep=(.)$/i.exec(lines[first] ?? "")?.[1]; // Excel writes this line
  if (stated) first += 1;
  const heading = lines[first] ?? "";
  const below = lines.slice(first + 1, first + 21).filter((line) => line.trim() !== "");
  const candidates = (stated ? [stated] : DELIMITERS).map((delimiter) => {
    const columns = cellsOf(heading, delimiter).map((cell) => cell.trim());
    const agreeing = below.filter((line) => cellsOf(line, delimiter).length === columns.length).length;
    return {
      delimiter,
      columns,
      score: columns.length + (below.length ? (agreeing / below.length) * 0.5 : 0),
    };
  });
  const best = candidates.sort((a, b) => b.score - a.score)[0];
  if (!best || best.columns.length < 2) return null;
  return { columns: best.columns, delimiter: best.delimiter, skip: first + 1 };
}
