import type { Reject } from "../reading/count";
import type { ScannedRecord } from "./scan-table";

/** A problem's place in the file. `record` is the row of the part; null for what never became a row. */
export type Located = { record: number | null; line: number; code: string | null; raw: string };

const LONGEST_RAW = 100_000;

type Wanted = { rejects: Reject[]; records: Uint32Array; cleaned: boolean };

/**
 * Walks the file beside what DuckDB made of it. Every record is a row of the part, or was rejected at its first byte, or
 * was kept from DuckDB; so the n-th row is the n-th record that is neither of the latter.
 */
export async function* locate(
  scanned: AsyncIterable<ScannedRecord[]>,
  { rejects, records, cleaned }: Wanted,
): AsyncGenerator<Located[]> {
  let row = 0;
  let nextReject = 0;
  let nextRecord = 0;
  let offset = 0; // within the cleaned copy
  for await (const batch of scanned) {
    const found: Located[] = [];
    for (const record of batch) {
      const start = cleaned ? offset : record.start;
      if (cleaned && record.bad === null) offset += record.bytes.length + 1;
      const rejected = record.bad === null && (rejects[nextReject]?.position ?? Infinity) - 1 <= start;
      if (rejected || (record.bad !== null && cleaned)) {
        const code = rejected ? (rejects[nextReject]?.code ?? null) : record.bad;
        while (rejected && (rejects[nextReject]?.position ?? Infinity) - 1 <= start) nextReject += 1;
        found.push({ record: null, line: record.line, code, raw: rawOf(record) });
      } else {
        if (records[nextRecord] === row) {
          nextRecord += 1;
          found.push({ record: row, line: record.line, code: null, raw: rawOf(record) });
        }
        row += 1;
      }
    }
    yield found;
    if (!cleaned && nextRecord >= records.length && nextReject >= rejects.length) return;
  }
}

function rawOf({ bytes }: ScannedRecord): string {
  return bytes.subarray(0, LONGEST_RAW).toString("utf8");
}
