import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { finished } from "node:stream/promises";
import type { ScannedRecord } from "./scan-table";

/**
 * Writes the records that can be read to a file of their own. DuckDB would let one open quote swallow everything up to
 * the end of its buffer, and drops a line longer than that without a word.
 */
export async function writeCleaned(records: AsyncIterable<ScannedRecord[]>, to: string): Promise<void> {
  const file = createWriteStream(to);
  const done = finished(file);
  const newline = Buffer.from("\n");
  for await (const batch of records) {
    const parts = batch.filter(({ bad }) => bad === null).flatMap(({ bytes }) => [bytes, newline]);
    if (parts.length > 0 && !file.write(Buffer.concat(parts)))
      await Promise.race([once(file, "drain"), done]);
  }
  file.end();
  await done;
}
