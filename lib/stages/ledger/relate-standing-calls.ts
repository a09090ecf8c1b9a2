import { authorise } from "@/lib/core/access";
import type { Period } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { type Duck, literal } from "@/lib/platform/duckdb";
import { representatives } from "./model";
import { gatherWords, wordsSql } from "./rows/facts";
import { rowsSql } from "./rows/open";
import { openStanding } from "./rows/plan";
import { partlyStanding, slicesOn } from "./rows/reading";
import { markLost } from "./rows/standing";
import { loadImportDays, loadWordsOf } from "./store/drill-down";
import { loadStanding } from "./store/imports";
import { loadKnown } from "./store/known";
import { DIMENSION_HASH } from "./store/publish";
import { reading } from "./store/transaction";

const COLUMNS =
  "ts, coalesce(bucket_seconds, 86400) AS bucket_seconds, requests, stream, tool_calls, session_id, user_agent, latency_ms, timeout_ms, webhook, result_read_at, status, fresh_input, cached_input, cache_write_5m, cache_write_1h, cache_write_other, output";

/**
 * Gives DuckDB the view `calls`: the standing rows of these endpoints in the period, as attribution names them now, with
 * `endpoint_id`, `provider` and `model` beside the canonical columns of a call.
 */
export async function relateStandingCalls(
  ctx: Context,
  duck: Duck,
  input: Period & { endpointIds: number[] },
): Promise<void> {
  authorise(ctx.actor, "imports.read");
  const { files, words, days, known } = await reading(ctx, async (client) => {
    const files = await loadStanding(ctx, client);
    return {
      files,
      words: await loadWordsOf(ctx, client, input.endpointIds),
      days: await loadImportDays(ctx, client, input),
      known: await loadKnown(
        client,
        files.map(({ id }) => id),
      ),
    };
  });
  const imports = await openStanding(duck, representatives(files), known);
  await markLost(duck, { imports, partitions: partlyStanding(imports, days), alone: null });
  const slices = slicesOn(imports, days);
  const name = await gatherWords(duck, slices);
  await duck.run(
    "CREATE OR REPLACE TEMP TABLE wanted (hash VARCHAR, endpoint_id INTEGER, provider VARCHAR, model VARCHAR)",
  );
  const values = words.map(
    ({ hash, endpointId, provider, model }) =>
      `(${literal(hash)}, ${endpointId}, ${literal(provider)}, ${model === null ? "NULL" : literal(model)})`,
  );
  if (values.length > 0) await duck.run(`INSERT INTO wanted VALUES ${values.join(", ")}`);
  await duck.run(
    `CREATE OR REPLACE TEMP TABLE named_calls AS SELECT dim, endpoint_id, provider, model
     FROM words JOIN wanted ON wanted.hash = ${DIMENSION_HASH}`,
  );
  await duck.run(
    `CREATE OR REPLACE TEMP VIEW calls AS
     SELECT endpoint_id, provider, model, r.* EXCLUDE (dim, ord) FROM (
       SELECT ord, ${name} AS dim, tier, ${COLUMNS.replace("coalesce(bucket_seconds, 86400) AS ", "")}
       FROM (${rowsSql(slices, (dropped) => `${wordsSql(dropped)}, ${COLUMNS}`)})
     ) r JOIN named_calls USING (dim) WHERE ord NOT IN (SELECT ord FROM lost)`,
  );
}
