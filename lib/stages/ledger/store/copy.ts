import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { PoolClient } from "@/lib/platform/db";
import { type Duck, literal } from "@/lib/platform/duckdb";

/** Moves the rows of a DuckDB query into a Postgres table: `into` is `table (columns)`, in the order of the query. */
export async function copyRows(
  client: PoolClient,
  { duck, folder }: { duck: Duck; folder: string },
  rows: { select: string; into: string },
): Promise<void> {
  const file = path.join(folder, `copy-${randomUUID()}.csv`);
  try {
    await duck.run(`COPY (${rows.select}) TO ${literal(file)} (FORMAT csv, HEADER false)`);
    const target = client.query(copyFrom(`copy ${rows.into} from stdin (format csv)`));
    await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), target);
  } finally {
    await rm(file, { force: true });
  }
}

/** Few rows of ours: keys are column names, bigints pass as text. A column that is absent becomes null. */
export async function insertRows(client: PoolClient, table: string, rows: object[]): Promise<void> {
  if (rows.length === 0) return;
  const text = JSON.stringify(rows, (_, value) => (typeof value === "bigint" ? value.toString() : value));
  await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
    text,
  ]);
}
