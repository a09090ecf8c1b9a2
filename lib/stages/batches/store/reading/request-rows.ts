import type { RequestStatus } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { RequestRow } from "../../model/view";

type Raw = {
  n: number;
  customId: string;
  isSent: boolean;
  status: RequestStatus | null;
  lane: RequestRow["lane"];
  code: string | null;
  message: string | null;
  remedy: RequestRow["remedy"];
  attempt: number | null;
  fresh: bigint | null;
  cached: bigint | null;
  writes: bigint | null;
  output: bigint | null;
  cost: bigint | null;
  fitsSchema: boolean | null;
};

export type RequestQuery = {
  batchId: string;
  status: RequestStatus | null;
  search: string | null;
  /** The place after which the page begins. */
  after: number;
  limit: number;
};

const COLUMNS = `r.n, r.custom_id as "customId", p.provider_batch_id is not null as "isSent", o.status, o.lane, o.code,
  o.message, o.remedy, o.attempt, o.fresh_input as fresh, o.cached_input as cached,
  case when coalesce(o.cache_write_5m, o.cache_write_1h, o.cache_write_other) is null then null
    else coalesce(o.cache_write_5m, 0) + coalesce(o.cache_write_1h, 0) + coalesce(o.cache_write_other, 0) end as writes,
  o.output, o.cost, o.fits_schema as "fitsSchema"`;
const PART = "left join batch_part p on p.batch_id = r.batch_id and p.number = r.part";
const PREFIX = "($3::text is null or starts_with(r.custom_id, $3))";
const IS_LATEST = `not exists (select 1 from request_outcome later
  where later.batch_id = o.batch_id and later.n = o.n and later.attempt > o.attempt)`;

// Each walks an index in the order of the upload and stops at the end of the page.
const TEXTS = {
  all: `select ${COLUMNS} from batch_request r ${PART} left join lateral (
      select * from request_outcome o where o.batch_id = r.batch_id and o.n = r.n order by attempt desc limit 1) o on true
    where r.batch_id = $1 and r.n > $2 and ${PREFIX} and $4::text is null order by r.n limit $5`,
  pending: `select ${COLUMNS} from batch_request r ${PART} left join request_outcome o on o.batch_id = r.batch_id and o.n = r.n
    where r.batch_id = $1 and r.n > $2 and ${PREFIX} and o.n is null and $4::text = 'pending' order by r.n limit $5`,
  ended: `select ${COLUMNS} from request_outcome o join batch_request r on r.batch_id = o.batch_id and r.n = o.n ${PART}
    where o.batch_id = $1 and o.n > $2 and ${PREFIX} and o.status = $4 and ${IS_LATEST} order by o.n limit $5`,
};

/** One more than the page holds. */
export async function loadRequests(
  { pool }: Pick<Context, "pool">,
  query: RequestQuery,
): Promise<RequestRow[]> {
  const { batchId, status, search, after, limit } = query;
  const which = status === null ? "all" : status === "pending" ? "pending" : "ended";
  const { rows } = await pool.query<Raw>({
    name: `batches-requests-${which}`,
    text: TEXTS[which],
    values: [batchId, after, search, status, limit + 1],
  });
  return rows.map(rowOf);
}

function rowOf({ fresh, cached, writes, output, attempt, isSent, status, ...row }: Raw): RequestRow {
  return {
    ...row,
    status: status ?? "pending",
    inputTokens: sum([fresh, cached, writes]),
    cachedInputTokens: number(cached),
    cacheWriteTokens: number(writes),
    outputTokens: number(output),
    attempts: attempt ?? (isSent ? 1 : 0),
  };
}

const number = (value: bigint | null) => (value === null ? null : Number(value));

/** Unknown only when none of them is told. */
function sum(values: (bigint | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Number(known.reduce((total, value) => total + value, 0n));
}
