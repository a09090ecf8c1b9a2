import type { Day } from "@/lib/core/period";
import type { Tier } from "@/lib/core/values";
import type { PoolClient } from "@/lib/platform/db";
import { COUNTERS, TOKEN_CLASSES } from "../model/measures";
import type { Amounts, Cell } from "../model/remainder";
import type { Partitions } from "../rows/standing";
import { copyRows } from "./copy";
import type { Desk } from "./publish";

const SUMS = ["requests", ...TOKEN_CLASSES, "reasoning", ...COUNTERS];
const MEASURES = [
  "rows",
  "requests",
  "requests_unknown",
  ...TOKEN_CLASSES,
  "reasoning",
  "cost_reported",
  "cost_listed",
  "cost_list",
  "unpriced_rows",
  ...COUNTERS,
];

// The same text sums in Postgres and in DuckDB.
const DAY_SUMS = `source_id, day, dimension_id, sum(rows)::bigint as rows,
  sum(requests_unknown)::bigint as requests_unknown, sum(cost_reported)::bigint as cost_reported,
  (sum(cost_list) filter (where not reported))::bigint as cost_listed, sum(cost_list)::bigint as cost_list,
  coalesce(sum(case when cost_list is null then rows else unmeasured_rows end)
    filter (where not reported), 0)::bigint as unpriced_rows,
  coalesce(sum(rows) filter (where reported), 0)::bigint as reported_rows,
  ${SUMS.map((column) => `sum(${column})::bigint as ${column}`).join(", ")}`;
const BY_DAY = "group by source_id, day, dimension_id";

/** Facts that were just written from this desk: adding them up where they come from saves reading them again. */
export type Fresh = { desk: Desk; partitions: Partitions };

/** Sums the facts of these days once, per source and dimension, into a table of this transaction. */
export async function gatherDays(
  client: PoolClient,
  organisationId: number,
  { days, fresh }: { days: Day[]; fresh: Fresh | null },
): Promise<void> {
  await client.query("drop table if exists ledger_sums, ledger_days");
  await client.query(
    `create temp table ledger_sums on commit drop as select ${DAY_SUMS} from usage_hour where false ${BY_DAY}`,
  );
  const sources = await client.query<{ id: number }>("select id from source where organisation_id = $1", [
    organisationId,
  ]);
  for (const { id } of sources.rows) {
    const wanted = days.filter((day) => !fresh?.partitions.get(id)?.has(day));
    if (wanted.length > 0)
      await client.query(
        `insert into ledger_sums select ${DAY_SUMS} from usage_hour
         where organisation_id = $1 and source_id = $2 and day = any($3::date[]) ${BY_DAY}`,
        [organisationId, id, wanted],
      );
  }
  if (fresh)
    await copyRows(client, fresh.desk, {
      into: "ledger_sums",
      select: `SELECT ${DAY_SUMS} FROM (
        SELECT src AS source_id, bucket::DATE AS day, id AS dimension_id, priced.*
        FROM priced JOIN ids USING (dim) JOIN named USING (dim)) ${BY_DAY}`,
    });
  await client.query(
    `create temp table ledger_days on commit drop as
     select h.*, s.kind, d.provider, d.model, d.model_raw, d.tier, d.api_key, null::text as rule, false as counts
     from ledger_sums h join dimension d on d.id = h.dimension_id join source s on s.id = h.source_id`,
  );
}

/** Fills record_day for these days, and marks in ledger_days what counts. */
export async function chooseRecords(client: PoolClient, organisationId: number, days: Day[]): Promise<void> {
  await client.query("delete from record_day where organisation_id = $1 and day = any($2::date[])", [
    organisationId,
    days,
  ]);
  await client.query("drop table if exists ledger_rules");
  await client.query(
    `create temp table ledger_rules on commit drop as
     select provider, day, chosen, case
         when chosen is not null then 'chosen'
         when counted and billed then 'remainder'
         when billed then 'provider'
         when gateway then 'gateway'
         else 'settled' end as rule
     from (
       select l.provider, l.day, bool_or(kind <> 'provider') as counted, bool_or(kind = 'provider') as billed,
         bool_or(kind = 'gateway') as gateway,
         (select c.source_id from record_choice c
          where c.organisation_id = $1 and c.provider = l.provider and l.day between c.from_day and c.to_day
            and c.source_id = any(array_agg(l.source_id))
          order by c.created_at desc, c.id desc limit 1) as chosen
       from ledger_days l group by l.provider, l.day
     ) seen`,
    [organisationId],
  );
  // Batches that we settled ourselves are counted once: a gateway's line of the same model and key is evidence.
  await client.query(
    `update ledger_days l set rule = r.rule, counts = case
         when r.rule = 'chosen' then l.source_id = r.chosen
         when r.rule = 'provider' then true
         when l.kind = 'provider' then false
         else not (l.kind = 'gateway' and l.tier = 'batch' and exists (
           select 1 from ledger_days s
           where s.kind = 'settlement' and s.provider = l.provider and s.day = l.day
             and s.model is not distinct from l.model and s.api_key is not distinct from l.api_key)) end
     from ledger_rules r where r.provider = l.provider and r.day = l.day`,
  );
  await client.query(
    `insert into record_day (organisation_id, provider, day, rule, source_ids)
     select $1, provider, day, rule, array_agg(distinct source_id order by source_id)
     from ledger_days where counts or rule = 'remainder' group by provider, day, rule`,
    [organisationId],
  );
}

/** Replaces what counts on these days. */
export async function replaceDays(client: PoolClient, organisationId: number, days: Day[]): Promise<void> {
  await client.query("delete from usage_day where organisation_id = $1 and day = any($2::date[])", [
    organisationId,
    days,
  ]);
  await client.query(
    `insert into usage_day (organisation_id, day, dimension_id, remainder, ${MEASURES.join(", ")})
     select $1, day, dimension_id, false, ${MEASURES.join(", ")} from ledger_days where counts
     order by day, dimension_id`,
    [organisationId],
  );
}

/** One model and tier of a provider's day, on either side. */
export type DayCell = Cell & {
  provider: string;
  day: Day;
  billed: boolean;
  sourceId: number;
  modelRaw: string | null;
  rows: bigint;
  requestsUnknown: bigint;
};

type CellRow = {
  provider: string;
  day: Day;
  billed: boolean;
  model: string | null;
  tier: Tier;
  source_id: number;
  model_raw: string | null;
  rows: bigint;
  requests_unknown: bigint;
} & Record<(typeof TOKEN_CLASSES)[number] | "requests" | "reasoning" | "cost", bigint | null>;

/** Both sides of every provider and day where gateways and the provider speak of the same calls. */
export async function loadCells(client: PoolClient): Promise<DayCell[]> {
  const { rows } = await client.query<CellRow>(
    `select provider, day, kind = 'provider' as billed, model, tier, min(source_id) as source_id,
       min(model_raw) as model_raw, sum(rows)::bigint as rows, sum(requests_unknown)::bigint as requests_unknown,
       ${["requests", ...TOKEN_CLASSES, "reasoning"].map((column) => `sum(${column})::bigint as ${column}`).join(", ")},
       (case when bool_and(kind <> 'provider') then sum(coalesce(cost_reported + cost_listed, cost_reported, cost_listed))
             when sum(rows) = sum(reported_rows) then sum(cost_reported) end)::bigint as cost
     from ledger_days where rule = 'remainder' and (counts or kind = 'provider')
     group by provider, day, kind = 'provider', model, tier
     order by provider, day, model, tier`,
  );
  return rows.map((row) => ({
    provider: row.provider,
    day: row.day,
    billed: row.billed,
    model: row.model,
    tier: row.tier,
    sourceId: row.source_id,
    modelRaw: row.model_raw,
    rows: row.rows,
    requestsUnknown: row.requests_unknown,
    amounts: amountsOf(row),
  }));
}

function amountsOf(row: CellRow): Amounts {
  return {
    requests: row.requests,
    freshInput: row.fresh_input,
    cachedInput: row.cached_input,
    cacheWrite5m: row.cache_write_5m,
    cacheWrite1h: row.cache_write_1h,
    cacheWriteOther: row.cache_write_other,
    output: row.output,
    reasoning: row.reasoning,
    cost: row.cost,
  };
}
