import { closeSync, createReadStream, ftruncateSync, openSync, writeSync } from "node:fs";

const newline = 0x0a;

export type Row = Record<string, unknown>;
/** A row, and where the next one begins. */
export type StoredRow = { row: Row; next: number };

/** Rows as JSON lines at the end of a file; what a crash left behind `committed` is cut off first. */
export type RowWriter = { add(row: Row): void; close(): { bytes: number; rows: number } };

export function openRowWriter(path: string, committed: number): RowWriter {
  const file = openSync(path, committed > 0 ? "r+" : "w");
  ftruncateSync(file, committed);
  let at = committed;
  let rows = 0;
  let waiting: string[] = [];
  let waitingLength = 0;
  const flush = () => {
    at += writeSync(file, Buffer.from(waiting.join("")), 0, undefined, at);
    waiting = [];
    waitingLength = 0;
  };
  return {
    add(row) {
      const line = `${JSON.stringify(row)}\n`;
      waiting.push(line);
      waitingLength += line.length;
      rows += 1;
      if (waitingLength > 1024 * 1024) flush();
    },
    close() {
      flush();
      closeSync(file);
      return { bytes: at, rows };
    },
  };
}

/** Rows from a place in the file to what is committed. */
export async function* readRows(path: string, start: number, committed: number): AsyncGenerator<StoredRow> {
  if (start >= committed) return;
  let rest: Buffer = Buffer.alloc(0);
  let next = start;
  for await (const chunk of createReadStream(path, { start, end: committed - 1 })) {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    let from = 0;
    for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline, from)) {
      next += end - from + 1;
      yield { row: JSON.parse(rest.toString("utf8", from, end)), next };
      from = end + 1;
    }
    rest = rest.subarray(from);
  }
}
