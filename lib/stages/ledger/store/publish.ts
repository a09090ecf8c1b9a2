import { refused } from "@/lib/core/errors";
import type { Day } from "@/lib/core/period";
import type { PoolClient } from "@/lib/platform/db";
import { type Duck, rowsOf } from "@/lib/platform/duckdb";
import { HOUR_MEASURES, WORDS } from "../model/measures";
import type { Partitions } from "../rows/standing";
import { copyRows } from "./copy";

/** Where a rebuild works: the DuckDB with its tables, a folder for passing files, whose ledger it is. */
export type Desk = { duck: Duck; folder: string; organisationId: number };

const WORD_COLUMNS: Record<(typeof WORDS)[number], string> = {
  endpoint: "endpoint_raw",
  kind: "kind_raw",
  job: "job",
  provider_raw: "provider_raw",
  model_raw: "model_raw",
  tier: "tier",
  tier_raw: "tier_raw",
  project: "project",
  api_key: "api_key",
  owner: "owner_raw",
  team: "team_raw",
  cost_center: "cost_center_raw",
  tags: "tags",
};

/** Postgres cannot keep a NUL inside a text. */
const clean = (column: string) => `replace(${column}, chr(0), '')`;
/** All words of a dimension in one digest; a null and an empty word differ. */
export const DIMENSION_HASH = `md5(to_json([src::VARCHAR, ${WORDS.join(", ")}])::VARCHAR)`;

/** Gives every combination of words its dimension, and the rebuild a table `ids (dim, id)`. */
export async function publishWords(client: PoolClient, desk: Desk): Promise<void> {
  const columns = WORDS.map((word) => WORD_COLUMNS[word]);
  await client.query("drop table if exists ledger_words");
  await client.query(
    `create temp table ledger_words (first bigint, dim text, source_id int, hash text, provider text, model text,
       ${columns.map((column) => `${column} text`).join(", ")}) on commit drop`,
  );
  await copyRows(client, desk, {
    into: `ledger_words (first, dim, source_id, hash, provider, model, ${columns.join(", ")})`,
    select: `SELECT first, dim::VARCHAR, src, ${DIMENSION_HASH}, ${clean("provider")}, ${clean("model")},
      ${WORDS.map(clean).join(", ")} FROM named`,
  });
  const list = ["source_id", "hash", "provider", "model", ...columns].join(", ");
  await client.query(
    `insert into dimension (organisation_id, ${list}) select $1, ${list} from ledger_words order by first
     on conflict (organisation_id, hash) do update set provider = excluded.provider, model = excluded.model
     where (dimension.provider, dimension.model) is distinct from (excluded.provider, excluded.model)`,
    [desk.organisationId],
  );
  const { rows } = await client.query<{ dim: string; id: number }>(
    `select w.dim, d.id from ledger_words w join dimension d on d.organisation_id = $1 and d.hash = w.hash`,
    [desk.organisationId],
  );
  await desk.duck.run("CREATE OR REPLACE TEMP TABLE ids (dim UBIGINT, id INTEGER)");
  const appender = await desk.duck.createAppender("ids");
  for (const { dim, id } of rows) {
    appender.appendUBigInt(BigInt(dim));
    appender.appendInteger(id);
    appender.endRow();
  }
  appender.closeSync();
}

/** Replaces the facts of these partitions by what `priced` and `units` hold. */
export async function publishFacts(client: PoolClient, desk: Desk, partitions: Partitions): Promise<void> {
  for (const [source, days] of partitions)
    for (const table of ["usage_hour", "usage_unit"])
      await client.query(
        `delete from ${table} where organisation_id = $1 and source_id = $2 and day = any($3::date[])`,
        [desk.organisationId, source, [...days]],
      );
  const keys = "source_id, day, dimension_id";
  const hour = `organisation_id, ${keys}, bucket_start, bucket_seconds, reported, ${HOUR_MEASURES.join(", ")}`;
  // Rows of one import are summed already.
  const several = await rowsOf(desk.duck, "SELECT DISTINCT imp FROM priced LIMIT 2");
  const group = several.length > 1 ? "GROUP BY src, id, bucket, seconds, reported" : "";
  const sums = HOUR_MEASURES.map((measure) => (group ? `sum(${measure})` : measure)).join(", ");
  try {
    await copyRows(client, desk, {
      into: `usage_hour (${hour})`,
      select: `SELECT ${desk.organisationId}, src, bucket::DATE, id, bucket, seconds, reported, ${sums}
        FROM priced JOIN ids USING (dim) JOIN named USING (dim)
        ${group} ORDER BY src, bucket::DATE, id, bucket`,
    });
  } catch (error) {
    if (isOutOfRange(error)) throw refused("The numbers of these rows are larger than the ledger can hold.");
    throw error;
  }
  await copyRows(client, desk, {
    into: `usage_unit (organisation_id, ${keys}, unit, quantity)`,
    select: `SELECT ${desk.organisationId}, src, day, id, ${clean("unit")}, sum(quantity)
      FROM units JOIN ids USING (dim) JOIN named USING (dim) GROUP BY src, day, id, ${clean("unit")}`,
  });
}

function isOutOfRange(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "22003";
}

export type StandingDay = {
  imp: number;
  day: Day;
  rows_standing: bigint;
  requests: bigint | null;
  requests_unknown: bigint;
  fresh_input: bigint | null;
  cached_input: bigint | null;
  cache_write: bigint | null;
  output: bigint | null;
  cost_reported: bigint | null;
  cost_list: bigint | null;
  unpriced_rows: bigint;
};

/** Sums of what stands of each import, per day. */
export function standingDays(duck: Duck): Promise<StandingDay[]> {
  const sum = (column: string, name = column) => `sum(${column})::BIGINT AS ${name}`;
  return rowsOf(
    duck,
    `SELECT imp, bucket::DATE::VARCHAR AS day, ${sum("rows", "rows_standing")}, ${sum("requests")},
       ${sum("requests_unknown")}, ${sum("fresh_input")}, ${sum("cached_input")}, ${sum("output")},
       sum(coalesce(cache_write_5m + 0, 0) + coalesce(cache_write_1h, 0) + coalesce(cache_write_other, 0))
         FILTER (coalesce(cache_write_5m, cache_write_1h, cache_write_other) IS NOT NULL)::BIGINT AS cache_write,
       ${sum("cost_reported")},
       sum(cost_list) FILTER (NOT reported)::BIGINT AS cost_list,
       coalesce(sum(CASE WHEN cost_list IS NULL THEN rows ELSE unmeasured_rows END) FILTER (NOT reported), 0)::BIGINT
         AS unpriced_rows
     FROM priced GROUP BY ALL`,
  );
}
