import { DuckDBInstance } from "@duckdb/node-api";

// DuckDB alone: the same aggregates per endpoint over the same Parquet rows. Calls none of our code.

const CLIENT = `CASE WHEN regexp_matches(lower(user_agent), 'airflow|celery|dagster|prefect|temporal|argo|luigi|step-?functions|n8n|github-actions|gitlab-runner|jenkins|pytest|sidekiq|resque|bullmq|spark|databricks|kubeflow') THEN 'workflow'
  WHEN regexp_matches(lower(user_agent), 'cron|scheduler|systemd-timer|cloud-?scheduler|eventbridge') THEN 'cron'
  WHEN regexp_matches(lower(user_agent), 'mozilla/|safari/|chrome/|iphone|ipad|android|ios |cfnetwork|okhttp|electron') THEN 'browser'
  ELSE 'server' END`;

const STEPS = [
  `CREATE TEMP TABLE f AS SELECT endpoint AS e, ts, coalesce(requests, 1) AS w, stream, tool_calls > 0 AS tools, session_id,
     latency_ms, timeout_ms, webhook, date_diff('second', ts, result_read_at) AS read_after, ${CLIENT} AS client,
     coalesce(fresh_input, 0) + coalesce(cached_input, 0) AS input, output, status, model_raw FROM read_parquet($rows)
   WHERE problem IS NULL AND bucket_seconds = 3600`,
  `CREATE TEMP TABLE turns AS SELECT e, session_id, w, epoch(ts - lag(ts) OVER s) - coalesce(lag(latency_ms) OVER s, 0) / 1000.0 AS gap,
     lag(tools) OVER s OR input >= lag(input) OVER s + 0.5 * lag(output) OVER s AS carries, stream
   FROM f WHERE session_id <> '' WINDOW s AS (PARTITION BY e, session_id ORDER BY ts)`,
  `CREATE TEMP TABLE kinds AS SELECT e, session_id, count(*) AS turns, sum(w) AS w,
     CASE WHEN count(*) FILTER (carries AND gap <= 8) > 0 THEN 'chain' WHEN count(*) FILTER (gap <= 600) > 0 THEN 'agent' END AS kind
   FROM turns GROUP BY ALL`,
  `CREATE TEMP TABLE shapes AS SELECT e, sum(w) AS w, count(DISTINCT date_trunc('hour', ts)) AS slots, count(DISTINCT ts::DATE) AS days,
     sum(w) FILTER (hour(ts) < 6) AS early FROM f GROUP BY ALL`,
  `CREATE TEMP TABLE caused AS SELECT f.*, CASE WHEN webhook AND timeout_ms <= 60000 THEN 'webhook' WHEN kind IS NOT NULL THEN kind
     WHEN read_after <= 120 THEN 'person' WHEN timeout_ms <= 10000 THEN 'person' WHEN client = 'browser' THEN 'person'
     WHEN client IN ('cron', 'workflow') THEN 'scheduled' WHEN slots < 100 THEN 'shape' ELSE 'real-time' END AS cause
   FROM f JOIN shapes USING (e) LEFT JOIN kinds k ON k.e = f.e AND k.session_id = f.session_id AND k.turns > 1`,
  `CREATE TEMP TABLE sums AS SELECT e, sum(w), count(*), count(DISTINCT ts::DATE), sum(w) FILTER (stream), sum(w) FILTER (tools),
     sum(w) FILTER (webhook), sum(w) FILTER (hour(ts) >= 22 OR hour(ts) < 6), quantile_cont(latency_ms, 0.5), quantile_cont(latency_ms, 0.95),
     quantile_cont(timeout_ms, 0.5), quantile_cont(timeout_ms, 0.95), quantile_cont(read_after, 0.5), quantile_cont(read_after, 0.95),
     median(input), median(output), quantile_cont(output, 0.99) FROM f GROUP BY ALL`,
  `CREATE TEMP TABLE gaps AS SELECT e, stddev_pop(gap) / nullif(avg(gap), 0) FROM (
     SELECT e, epoch(ts - lag(ts) OVER (PARTITION BY e ORDER BY ts)) AS gap FROM f) GROUP BY ALL`,
  `CREATE TEMP TABLE bursts AS SELECT e, max(w) FROM (
     SELECT e, time_bucket(INTERVAL 5 MINUTE, ts) AS slot, sum(w) AS w FROM f GROUP BY ALL) GROUP BY ALL`,
  "CREATE TEMP TABLE hours AS SELECT e, isodow(ts), hour(ts), sum(w) FROM f GROUP BY ALL",
  "CREATE TEMP TABLE clients AS SELECT e, client, sum(w) FROM f GROUP BY ALL",
  "CREATE TEMP TABLE causes AS SELECT e, cause, sum(w) FROM caused GROUP BY ALL",
];

/** Seconds for all steps over the Parquet files of this glob. */
export async function bareEvidence(rows: string, spill: string): Promise<number> {
  const started = performance.now();
  const instance = await DuckDBInstance.create(":memory:", {
    threads: "2",
    memory_limit: "600MB",
    temp_directory: spill,
  });
  const duck = await instance.connect();
  for (const step of STEPS) await duck.run(step.replace("$rows", `'${rows}'`));
  duck.closeSync();
  instance.closeSync();
  return (performance.now() - started) / 1000;
}
