import type { BatchState } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { STATES_OF_GROUP } from "../../model/batch-state";
import type { BATCH_FILTERS } from "../../model/input";
import type { BatchGroup } from "../../model/view";

type Ctx = Pick<Context, "pool" | "organisation" | "now">;

/** What the rows of a list are made of. */
export type ListedBatch = {
  id: string;
  state: BatchState;
  reason: { code: string; message: string } | null;
  provider: string;
  connectionId: string;
  connectionName: string | null;
  endpointKey: string;
  endpointLabel: string;
  costCenter: string;
  label: string | null;
  model: string | null;
  requests: number;
  succeeded: number;
  failed: number;
  expired: number;
  cancelled: number;
  syncDone: number;
  createdAt: Date;
  startedAt: Date | null;
  deadlineAt: Date | null;
  endedAt: Date | null;
  estimate: bigint | null;
  estimateSync: bigint | null;
  settled: bigint | null;
  settledSync: bigint | null;
  unpriced: number;
};

export type Narrowing = {
  owner: string | null;
  /** Empty: all. */
  states: readonly string[];
  provider: readonly string[];
  endpoint: readonly string[];
  costCenter: readonly string[];
  /** Of these alone, where it is not null. */
  ids?: readonly string[] | null;
};

const JOINED = `from batch b join endpoint e on e.id = b.endpoint_id left join connection c on c.id = b.connection_id`;

const COLUMNS = `b.id, b.state, b.reason, b.provider, b.connection_id as "connectionId", c.name as "connectionName",
  e.key as "endpointKey", e.label as "endpointLabel", b.cost_center as "costCenter", b.label, b.model, b.requests,
  b.succeeded, b.failed, b.expired, b.cancelled, b.sync_done as "syncDone", b.created_at as "createdAt",
  b.started_at as "startedAt", b.deadline_at as "deadlineAt", b.ended_at as "endedAt", b.estimate,
  b.estimate_sync as "estimateSync", b.settled, b.settled_sync as "settledSync", b.unpriced`;

// An empty list narrows nothing.
const WHERE = `b.organisation_id = $1
  and ($2::text is null or exists (select 1 from dimension d where d.organisation_id = b.organisation_id
    and d.endpoint_id = b.endpoint_id and lower(d.owner) = $2))
  and (cardinality($3::text[]) = 0 or b.state = any($3))
  and (cardinality($4::text[]) = 0 or b.provider = any($4))
  and (cardinality($5::text[]) = 0 or e.key = any($5) or e.folded = any($5))
  and (cardinality($6::text[]) = 0 or lower(b.cost_center) = any($6))
  and ($7::text[] is null or b.id = any($7))`;

const lower = (words: readonly string[]) => words.map((word) => word.trim().toLowerCase());

const values = ({ organisation }: Ctx, narrowing: Narrowing) => [
  organisation.id,
  narrowing.owner,
  narrowing.states,
  lower(narrowing.provider),
  [...narrowing.endpoint, ...lower(narrowing.endpoint)],
  lower(narrowing.costCenter),
  narrowing.ids ?? null,
];

/** Newest first, one more than the page holds. */
export async function loadListed(
  ctx: Ctx,
  narrowing: Narrowing,
  { limit, after }: { limit: number; after: { createdAt: Date; id: string } | null },
): Promise<ListedBatch[]> {
  const { rows } = await ctx.pool.query<ListedBatch>({
    name: "batches-list",
    text: `select ${COLUMNS} ${JOINED}
      where ${WHERE} and ($8::timestamptz is null or (b.created_at, b.id) < ($8, $9))
      order by b.created_at desc, b.id desc limit $10`,
    values: [...values(ctx, narrowing), after?.createdAt ?? null, after?.id ?? null, limit + 1],
  });
  return rows;
}

/** One batch in the shape of a list's row. */
export async function loadListedOne(ctx: Ctx, id: string): Promise<ListedBatch | null> {
  const { rows } = await ctx.pool.query<ListedBatch>(
    `select ${COLUMNS} ${JOINED} where b.organisation_id = $1 and b.id = $2`,
    [ctx.organisation.id, id],
  );
  return rows[0] ?? null;
}

/** Those that a person should look at for what stands in their rows; what may be late is told apart. */
export async function loadNoticed(ctx: Ctx, narrowing: Narrowing, since: Date): Promise<string[]> {
  const { rows } = await ctx.pool.query<{ id: string }>(
    `select b.id ${JOINED} where ${WHERE} and (b.ended_at is null or b.ended_at > $8)
       and (b.state in ('unsure', 'blocked') or (b.ended_at is null and b.unpriced > 0)
         or (b.ended_at is not null
           and (b.state in ('failed', 'expired') or b.unpriced > 0 or (b.state = 'completed' and b.reason is not null))
           and not exists (select 1 from batch r where r.organisation_id = b.organisation_id and r.retry_of = b.id)))`,
    [...values(ctx, narrowing), since],
  );
  return rows.map(({ id }) => id);
}

export type StateCounts = Record<BatchGroup, number>;

export async function countByGroup(ctx: Ctx, narrowing: Narrowing): Promise<StateCounts> {
  const { rows } = await ctx.pool.query<{ state: BatchState; n: number }>(
    `select b.state, count(*)::int as n ${JOINED} where ${WHERE} group by b.state`,
    values(ctx, narrowing),
  );
  const of = (group: BatchGroup) =>
    rows.reduce((sum, { state, n }) => (STATES_OF_GROUP[group].includes(state) ? sum + n : sum), 0);
  return { running: of("running"), waiting: of("waiting"), finished: of("finished") };
}

export type Choice = { value: string; label: string };
export type Choices = { provider: Choice[]; endpoint: Choice[]; costCenter: Choice[] };

/** The words that batches can be filtered by. */
export async function loadChoices(ctx: Ctx, narrowing: Narrowing): Promise<Choices> {
  const { rows } = await ctx.pool.query<{ kind: keyof Choices; value: string; label: string }>(
    `with seen as (select b.provider, e.key, e.label, b.cost_center ${JOINED} where ${WHERE})
     select 'provider' as kind, provider as value, provider as label from seen group by provider
     union all select 'endpoint', key, label from seen group by key, label
     union all select 'costCenter', cost_center, cost_center from seen group by cost_center
     order by 1, 3 limit 1500`,
    values(ctx, narrowing),
  );
  const of = (kind: keyof Choices) =>
    rows.filter((row) => row.kind === kind).map(({ value, label }) => ({ value, label }));
  return { provider: of("provider"), endpoint: of("endpoint"), costCenter: of("costCenter") };
}

export type ListFilter = (typeof BATCH_FILTERS)[number];
