import type { Day } from "@/lib/core/period";
import type { PoolClient } from "@/lib/platform/db";
import type { Duck } from "@/lib/platform/duckdb";
import type { ImportFile } from "../model";
import type { OpenImport } from "../rows/open";
import type { Plan } from "../rows/plan";
import type { Partitions } from "../rows/standing";
import { copyRows, insertRows } from "./copy";
import { type Desk, DIMENSION_HASH, standingDays } from "./publish";

/** Says of every import how much of it stands in these partitions; repeats of another import stand with nothing. */
export async function replaceImportDays(
  client: PoolClient,
  duck: Duck,
  { imports, partitions, standing }: { imports: OpenImport[]; partitions: Partitions; standing: string[] },
): Promise<void> {
  const sums = new Map((await standingDays(duck)).map((row) => [`${row.imp} ${row.day}`, row]));
  for (const [source, days] of partitions)
    await client.query(
      `update import_day set rows_standing = 0, requests = null, requests_unknown = 0, fresh_input = null,
         cached_input = null, cache_write = null, output = null, cost_reported = null, cost_list = null,
         unpriced_rows = 0
       where import_id = any($1) and day = any($3::date[])
         and import_id in (select id from import where source_id = $2)`,
      [standing, source, [...days]],
    );
  const rows = imports.flatMap((open) =>
    [...open.days].flatMap(([day, count]) => {
      if (!partitions.get(open.file.sourceId)?.has(day)) return [];
      const { imp: _, ...sum } = sums.get(`${open.rank} ${day}`) ?? { imp: 0, ...NONE };
      return [{ ...sum, import_id: open.file.id, day, rows: count }];
    }),
  );
  await upsertDays(client, rows);
}

/** Before its days are written anew: forgets those of the changed import, and gives a repeat its empty ones. */
export async function resetImportDays(client: PoolClient, plan: Plan): Promise<void> {
  const { changed } = plan;
  await client.query("delete from import_day where import_id = $1", [changed.file.id]);
  if (plan.stands && !plan.imports.includes(changed))
    await insertRows(
      client,
      "import_day",
      [...changed.days].map(([day, rows]) => ({
        ...NONE,
        import_id: changed.file.id,
        day,
        rows,
      })),
    );
}

const NONE = { rows_standing: 0n, requests_unknown: 0n, unpriced_rows: 0n };

async function upsertDays(client: PoolClient, rows: { import_id: string; day: Day }[]): Promise<void> {
  await client.query(
    `delete from import_day d using json_to_recordset($1) as r (import_id text, day date)
     where d.import_id = r.import_id and d.day = r.day`,
    [JSON.stringify(rows.map(({ import_id, day }) => ({ import_id, day })))],
  );
  await insertRows(client, "import_day", rows);
}

/**
 * Which words the changed import brought, whether or not its rows stand; the latest word of a file is found by it. Of
 * imports with the same content only the one that speaks for them has words, and that may change with this one.
 */
export async function replaceImportWords(
  client: PoolClient,
  desk: Desk,
  { plan, standing }: { plan: Plan; standing: ImportFile[] },
): Promise<void> {
  const { file } = plan.changed;
  if (plan.partitions.size === 0) {
    await client.query("delete from import_dimension where import_id = $1", [file.id]);
    return;
  }
  const same = [file, ...standing].filter(
    (other) => other.sourceId === file.sourceId && other.sha256 === file.sha256,
  );
  await client.query("delete from import_dimension where import_id = any($1)", [same.map(({ id }) => id)]);
  const speaker = plan.imports.find((open) => same.some(({ id }) => id === open.file.id));
  if (!speaker) return;
  await client.query("create temp table ledger_brought (hash text, last_seen timestamptz) on commit drop");
  await copyRows(client, desk, {
    into: "ledger_brought (hash, last_seen)",
    select: `SELECT ${DIMENSION_HASH}, seen FROM brought WHERE imp = ${speaker.rank}`,
  });
  await client.query(
    `insert into import_dimension (import_id, dimension_id, last_seen)
     select $1, d.id, b.last_seen from ledger_brought b
     join dimension d on d.organisation_id = $2 and d.hash = b.hash`,
    [speaker.file.id, desk.organisationId],
  );
}
