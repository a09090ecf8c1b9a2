import type { Reader } from "@/lib/core/format";
import { type Duck, literal } from "@/lib/platform/duckdb";
import type { Reject } from "../reading/count";
import type { Input } from "../reading/project";
import { IGNORED } from "../reading/query";
import { LONGEST_RECORD } from "../reading/records";
import type { Sniffed } from "../sniffing/sniff";
import { bytesOf } from "./bytes";
import { type Located, locate } from "./locate";
import { scanJson } from "./scan-json";
import { type ScannedRecord, scanTable } from "./scan-table";

export type Upload = { path: string; sniffed: Sniffed; reader: Reader };
type Found = { part: string; rejects: Reject[]; input: Input };

/** The records of an upload as its bytes say, for files that are cut by lines. */
export function recordsOf({ path, sniffed, reader }: Upload): AsyncGenerator<ScannedRecord[]> {
  const isTable = reader.kind === "table";
  return scanTable(bytesOf(path, sniffed.gzip), {
    newline: sniffed.newline,
    delimiter: isTable ? sniffed.sample.delimiter : null,
    skip: isTable ? sniffed.skip : 0,
    keepBlank: !isTable,
    longest: LONGEST_RECORD,
  });
}

/**
 * Writes every record that is not accepted to `to`: its line in the file, its column and cell, why, and its text.
 * This second walk over the file is only made when there is something to find.
 */
export async function writeProblems(duck: Duck, upload: Upload, { found, to }: { found: Found; to: string }) {
  const { part, rejects, input } = found;
  const bad = `problem IS NOT NULL AND problem <> '${IGNORED}'`;
  const rows = `read_parquet(${literal(part)}, file_row_number = true)`;
  const records = await numbersOf(duck, `SELECT file_row_number FROM ${rows} WHERE ${bad} ORDER BY 1`);
  await duck.run(
    "CREATE OR REPLACE TEMP TABLE located (record BIGINT, line BIGINT, code VARCHAR, raw VARCHAR)",
  );
  const byLines = upload.reader.kind === "table" || upload.reader.kind === "lines";
  await append(
    duck,
    byLines
      ? locate(recordsOf(upload), { rejects, records, cleaned: input.cleaned })
      : linesOfJson(upload, records),
  );
  await duck.run(
    `COPY (
       SELECT row_number() OVER (ORDER BY line, record) AS id, *, 'open' AS state FROM (
         SELECT record, line, problem_column AS "column", problem AS code, problem_value AS value,
           coalesce(r.raw, located.raw) AS raw
         FROM ${rows} r LEFT JOIN located ON located.record = r.file_row_number WHERE ${bad}
         UNION ALL
         SELECT record, line, NULL, code, NULL, raw FROM located WHERE record IS NULL
       ) ORDER BY id
     ) TO ${literal(to)} (FORMAT parquet, COMPRESSION zstd)`,
  );
}

async function append(duck: Duck, batches: AsyncIterable<Located[]>): Promise<void> {
  const appender = await duck.createAppender("located");
  for await (const batch of batches) {
    for (const { record, line, code, raw } of batch) {
      if (record === null) appender.appendNull();
      else appender.appendBigInt(BigInt(record));
      appender.appendBigInt(BigInt(line));
      if (code === null) appender.appendNull();
      else appender.appendVarchar(code);
      appender.appendVarchar(raw);
      appender.endRow();
    }
  }
  appender.closeSync();
}

/** JSON that is no line a record: only the line numbers are missing, the text stands in the part. */
async function* linesOfJson(upload: Upload, records: Uint32Array): AsyncGenerator<Located[]> {
  const { reader, path, sniffed } = upload;
  const paths =
    reader.kind === "nested"
      ? reader.outer.map((outer) => `${outer}${reader.inner.slice(1)}`.slice(1))
      : [reader.kind === "array" ? "[*]" : ""];
  let row = 0;
  let next = 0;
  for (const at of paths) {
    for await (const line of scanJson(bytesOf(path, sniffed.gzip), at)) {
      if (records[next] === row) {
        next += 1;
        yield [{ record: row, line, code: null, raw: "" }];
      }
      row += 1;
    }
  }
}

/** A column of row numbers, four bytes each however many they are. */
async function numbersOf(duck: Duck, sql: string): Promise<Uint32Array> {
  const result = await duck.stream(sql);
  let numbers = new Uint32Array(1024);
  let length = 0;
  for (
    let chunk = await result.fetchChunk();
    chunk && chunk.rowCount > 0;
    chunk = await result.fetchChunk()
  ) {
    for (const value of chunk.getColumnValues(0)) {
      if (length === numbers.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[length] = Number(value);
      length += 1;
    }
  }
  return numbers.subarray(0, length);
}
