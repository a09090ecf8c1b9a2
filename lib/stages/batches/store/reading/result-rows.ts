import type { Lane, RequestStatus } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";

type Raw = {
  n: number;
  customId: string;
  status: RequestStatus | null;
  lane: Lane | null;
  code: string | null;
  message: string | null;
  fresh: bigint | null;
  cached: bigint | null;
  writes: bigint | null;
  output: bigint | null;
  cost: bigint | null;
  file: number | null;
  offset: bigint | null;
  length: number | null;
};

export type ResultRow = Pick<Raw, "n" | "customId" | "lane" | "code" | "message" | "cost"> & {
  status: RequestStatus;
  tokens: {
    inputTokens: number | null;
    cachedInputTokens: number | null;
    cacheWriteTokens: number | null;
    outputTokens: number | null;
  } | null;
  place: { file: number; offset: number; length: number } | null;
};

/** Each request once, with its latest outcome, in the order of the upload. */
export async function loadResults(
  { pool }: Pick<Context, "pool">,
  { batchId, after, limit }: { batchId: string; after: number; limit: number },
): Promise<ResultRow[]> {
  const { rows } = await pool.query<Raw>({
    name: "batches-results",
    text: `select r.n, r.custom_id as "customId", o.status, o.lane, o.code, o.message, o.fresh_input as fresh,
        o.cached_input as cached,
        case when coalesce(o.cache_write_5m, o.cache_write_1h, o.cache_write_other) is null then null
          else coalesce(o.cache_write_5m, 0) + coalesce(o.cache_write_1h, 0) + coalesce(o.cache_write_other, 0)
        end as writes,
        o.output, o.cost, o.file, o."offset", o.length
      from batch_request r left join lateral (
        select * from request_outcome o where o.batch_id = r.batch_id and o.n = r.n order by attempt desc limit 1) o on true
      where r.batch_id = $1 and r.n > $2 order by r.n limit $3`,
    values: [batchId, after, limit],
  });
  return rows.map(rowOf);
}

function rowOf({ fresh, cached, writes, output, file, offset, length, status, ...row }: Raw): ResultRow {
  const told = [fresh, cached, writes, output].some((value) => value !== null);
  return {
    ...row,
    status: status ?? "pending",
    tokens: told
      ? {
          inputTokens: number(fresh),
          cachedInputTokens: number(cached),
          cacheWriteTokens: number(writes),
          outputTokens: number(output),
        }
      : null,
    place:
      file === null || offset === null || length === null ? null : { file, offset: Number(offset), length },
  };
}

const number = (value: bigint | null) => (value === null ? null : Number(value));
