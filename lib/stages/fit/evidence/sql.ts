import { THRESHOLDS as T } from "../model/evidence";
import { RULES } from "../model/verdict";
import { hasFailed } from "./sessions";

const FITTING = RULES.filter((rule) => rule.kind === "fits")
  .map((rule) => `'${rule.id}'`)
  .join(", ");

/**
 * The evidence queries, run by DuckDB over a relation `calls` (ledger's standing rows of the endpoints in question):
 * endpoint_id, tier, ts, bucket_seconds, requests, stream, tool_calls, session_id, user_agent, latency_ms, timeout_ms,
 * webhook, result_read_at, status, provider, model, fresh_input, cached_input, cache_write_5m, cache_write_1h,
 * cache_write_other, output. `periodDays` is the length of the period, `from` its first day.
 */

const AGENT = "lower(user_agent)";

/** What starts work by a plan, and what works through whatever is put into its queue: by a plan, or by a click. */
const SCHEDULERS =
  "airflow|dagster|prefect|\\bargo\\b|luigi|github-actions|gitlab-runner|jenkins|pytest|\\bspark\\b|databricks|kubeflow";
const QUEUES = "celery|temporal|step-?functions|\\bn8n\\b|sidekiq|resque|bullmq";

/** Client classes by the words of a user agent. Order matters: a workflow engine often names its HTTP library too. */
export const CLIENT_SQL = `CASE
  WHEN user_agent IS NULL OR user_agent = '' THEN 'unknown'
  WHEN regexp_matches(${AGENT}, '${SCHEDULERS}|${QUEUES}') THEN 'workflow'
  WHEN regexp_matches(${AGENT}, 'cron|scheduler|systemd-timer|cloud-?scheduler|eventbridge') THEN 'cron'
  WHEN regexp_matches(${AGENT}, 'headless|puppeteer|playwright|selenium') THEN 'server'
  WHEN regexp_matches(${AGENT}, 'mozilla/|safari/|chrome/|iphone|ipad|android|\\bios |cfnetwork|electron') THEN 'browser'
  ELSE 'server' END`;

/** Programs that call a model in a loop until its answer asks for no more tools. */
const LOOPS_SQL = `coalesce(regexp_matches(${AGENT}, 'langgraph|langchain|claude-agent|claude-code|openai-agents|autogen|crewai|smolagents|openhands|swe-agent|google-adk|strands-agents'), false)`;

/**
 * One row a row, `is_call` where it is a call. A row that stands for several is a call where it tells what only a single call has (a session, a
 * latency, a reader); the rest are sums of a source. A result read before it was asked for is a clock, not a reader.
 */
export const SEEN_SQL = `CREATE TEMP TABLE seen AS
SELECT endpoint_id, provider, model, tier, ts, coalesce(requests, 1) AS w, stream, tool_calls > 0 AS tools, nullif(session_id, '') AS session_id,
  latency_ms, timeout_ms, webhook, ${CLIENT_SQL} AS client, ${LOOPS_SQL} AS loops,
  coalesce(regexp_matches(${AGENT}, '${QUEUES}'), false) AS queue,
  CASE WHEN result_read_at >= ts - INTERVAL ${T.readAtOnceSeconds} SECOND THEN date_diff('second', ts, result_read_at) END AS read_after,
  coalesce(fresh_input, 0) + coalesce(cached_input, 0) + coalesce(cache_write_5m, 0) + coalesce(cache_write_1h, 0) + coalesce(cache_write_other, 0) AS input,
  output, status, coalesce(bucket_seconds = 3600
    AND (requests IS NULL OR requests <= 1 OR session_id <> '' OR latency_ms IS NOT NULL OR result_read_at IS NOT NULL), false) AS is_call
FROM calls`;

/** The files are read once; everything else is asked of this table. */
export const FACTS_SQL = "CREATE TEMP VIEW facts AS SELECT * FROM seen WHERE is_call";

/**
 * The shape in time, per endpoint: decides what calls without better evidence are taken for. Few hours and few days speak
 * of a schedule only where the calls crowd in them, or the days come round again: a screen that is rarely used is seen in
 * few hours too, and one that is new on few days.
 */
export function shapeSql(periodDays: number): string {
  return `CREATE TEMP TABLE shapes AS
WITH minutes AS (
  SELECT endpoint_id, time_bucket(INTERVAL 5 MINUTE, ts) AS slot, sum(w) AS w FROM facts GROUP BY ALL
), by_day AS (
  SELECT endpoint_id, slot::DATE AS day, max(w) AS most, sum(w) AS w, count(DISTINCT hour(slot)) AS hours FROM minutes GROUP BY ALL
), totals AS (
  SELECT endpoint_id, sum(w) AS w, max(most)::DOUBLE AS burst, sum(most) / sum(w) AS crowd, sum(hours) AS slots, count(*) AS days,
    date_diff('day', min(day), max(day)) + 1 AS span
  FROM by_day GROUP BY ALL
), by_hour AS (SELECT endpoint_id, hour(slot) AS h, sum(w) AS w FROM minutes GROUP BY ALL
), windows AS (
  SELECT b.endpoint_id, s.h,
    sum(b.w) FILTER ((b.h - s.h + 24) % 24 < ${T.scheduledWindowHours}) AS narrow,
    sum(b.w) FILTER ((b.h - s.h + 24) % 24 < ${T.workWindowHours}) AS wide
  FROM by_hour b, (SELECT unnest(range(24)) AS h) s GROUP BY ALL
), best AS (SELECT endpoint_id, max(narrow) AS narrow, max(wide) AS wide FROM windows GROUP BY ALL
), measured AS (
  SELECT endpoint_id, w, burst, coalesce(narrow, 0) / w AS best_window, coalesce(wide, 0) / w AS work_window,
    slots / (24.0 * ${periodDays}) AS slot_share, days / ${periodDays}.0 AS day_share, w / slots >= ${T.crowdedHourCalls} AS full_hours,
    crowd >= ${T.crowdShare} AS crowded, span >= 2 * days AS now_and_then
  FROM totals JOIN best USING (endpoint_id)
), told AS (
  SELECT *, work_window < ${T.evenWindowShare} AS round_the_clock,
    work_window >= ${T.peopleWindowShare} AND best_window < ${T.peopleBestShare} AS like_people FROM measured
)
SELECT * EXCLUDE (like_people), best_window >= ${T.scheduledShare}
    OR slot_share <= ${T.scheduledSlots} AND full_hours AND crowded AND NOT like_people
    OR day_share <= ${T.fewDaysShare} AND full_hours AND (crowded OR now_and_then OR work_window < ${T.workWindowShare}) AS scheduled,
  like_people AND NOT scheduled AS like_people
FROM told`;
}

/**
 * One cause a call. Hard facts about the call first, then when its result is read, then who calls, then the shape. An
 * unknown time-out of a webhook counts as tight unless its answer is seen to be read later.
 */
export const CAUSES_SQL = `CREATE TEMP TABLE caused AS
SELECT f.endpoint_id, f.tier, f.w, f.input, f.output, CASE
  WHEN f.webhook AND (f.timeout_ms <= ${T.tightWebhookMs}
    OR f.timeout_ms IS NULL AND coalesce(f.read_after, 0) <= ${T.readAtOnceSeconds}) THEN 'webhook'
  WHEN k.kind IS NOT NULL THEN k.kind
  WHEN f.loops AND l.is_loop OR f.tools AND f.session_id IS NULL AND l.is_chain THEN 'chain'
  WHEN f.read_after <= ${T.readAtOnceSeconds} THEN 'person-waits'
  WHEN f.read_after > ${T.readSoonSeconds} THEN 'read-later'
  WHEN f.timeout_ms <= ${T.tightTimeoutMs} AND f.client NOT IN ('cron', 'workflow') THEN 'person-waits'
  WHEN f.read_after IS NOT NULL OR f.timeout_ms <= ${T.tightTimeoutMs} THEN 'real-time'
  WHEN f.webhook THEN 'real-time'
  WHEN f.client = 'browser' THEN 'person-waits'
  WHEN f.client IN ('cron', 'workflow') AND NOT (f.queue AND s.like_people) THEN 'scheduled-client'
  WHEN f.stream AND NOT s.scheduled THEN 'person-waits'
  WHEN f.stream THEN 'real-time'
  WHEN s.scheduled THEN 'scheduled-shape'
  WHEN s.round_the_clock THEN 'round-the-clock'
  ELSE 'real-time' END AS cause
FROM facts f JOIN shapes s USING (endpoint_id) LEFT JOIN loops l USING (endpoint_id)
LEFT JOIN session_kinds k ON k.endpoint_id = f.endpoint_id AND k.session_id = f.session_id`;

/** Scalars: one row an endpoint. Counts are weighted calls; `*_known` says on how many the share beside it rests. */
export const SUMMARY_SQL = `
WITH gaps AS (
  SELECT endpoint_id, stddev_pop(gap) / nullif(avg(gap), 0) AS gap_variation FROM (
    SELECT endpoint_id, epoch(ts - lag(ts) OVER (PARTITION BY endpoint_id ORDER BY ts)) AS gap FROM facts
  ) WHERE gap IS NOT NULL GROUP BY ALL
), retries AS (
  SELECT endpoint_id, sum(w) FILTER (failed_before)::DOUBLE AS retried, sum(w)::DOUBLE AS status_known FROM (
    SELECT endpoint_id, w, ts - lag(ts) OVER r <= INTERVAL ${T.retrySeconds} SECOND
      AND ${hasFailed("lag(status) OVER r")} AS failed_before
    FROM facts WHERE status IS NOT NULL WINDOW r AS (PARTITION BY endpoint_id, model, input ORDER BY ts)
  ) GROUP BY ALL
), chains AS (
  SELECT endpoint_id, avg(turns) FILTER (kind = 'chain') AS chain_length, count(*)::DOUBLE AS sessions
  FROM session_kinds GROUP BY ALL
), chained AS (
  SELECT endpoint_id, sum(w)::DOUBLE AS chained FROM caused WHERE cause = 'chain' GROUP BY ALL
), sums AS (
  SELECT endpoint_id, sum(w)::DOUBLE AS calls, count(*)::DOUBLE AS rows, count(DISTINCT ts::DATE)::DOUBLE AS days,
    sum(w) FILTER (stream)::DOUBLE AS streamed, sum(w) FILTER (stream IS NOT NULL)::DOUBLE AS stream_known,
    sum(w) FILTER (tools)::DOUBLE AS tools, sum(w) FILTER (tools IS NOT NULL)::DOUBLE AS tools_known,
    sum(w) FILTER (session_id IS NOT NULL)::DOUBLE AS in_sessions,
    sum(w) FILTER (webhook)::DOUBLE AS webhook, sum(w) FILTER (webhook IS NOT NULL)::DOUBLE AS webhook_known,
    sum(w) FILTER (hour(ts) >= ${T.nightFrom} OR hour(ts) < ${T.nightTo})::DOUBLE AS night,
    quantile_cont(latency_ms, 0.5) AS latency_p50, quantile_cont(latency_ms, 0.95) AS latency_p95,
    sum(w) FILTER (latency_ms IS NOT NULL)::DOUBLE AS latency_known,
    quantile_cont(timeout_ms, 0.5) AS timeout_p50, quantile_cont(timeout_ms, 0.95) AS timeout_p95,
    sum(w) FILTER (timeout_ms IS NOT NULL)::DOUBLE AS timeout_known,
    quantile_cont(read_after, 0.5) AS read_p50, quantile_cont(read_after, 0.95) AS read_p95,
    sum(w) FILTER (read_after IS NOT NULL)::DOUBLE AS read_known, sum(w) FILTER (read_after <= 3600)::DOUBLE AS read_within_hour,
    median(input) AS input, median(output) AS output, quantile_cont(output / w, 0.99) AS output_p99,
    coalesce(bool_and(lower(model) LIKE '%embed%'), false) AS embedding
  FROM facts GROUP BY ALL
)
SELECT * FROM sums JOIN shapes USING (endpoint_id) LEFT JOIN gaps USING (endpoint_id)
LEFT JOIN retries USING (endpoint_id) LEFT JOIN chains USING (endpoint_id) LEFT JOIN chained USING (endpoint_id)`;

export const HOURS_SQL = `SELECT endpoint_id, (isodow(ts) - 1) * 24 + hour(ts) AS slot, sum(w)::DOUBLE AS calls FROM facts GROUP BY ALL`;
export const CLIENTS_SQL = `SELECT endpoint_id, client, sum(w)::DOUBLE AS calls FROM facts GROUP BY ALL`;
export const CAUSE_COUNTS_SQL = `SELECT endpoint_id, cause, sum(w)::DOUBLE AS calls FROM caused GROUP BY ALL`;

/** All calls of an endpoint, a source's own sums included: tells how much of it is known call by call. */
export const TOTALS_SQL = "SELECT endpoint_id, sum(w)::DOUBLE AS calls FROM seen GROUP BY ALL";

/** Which models occur, to ask for the length at which a request of theirs becomes dearer. */
export const MODELS_SQL = "SELECT DISTINCT provider, model FROM seen WHERE model IS NOT NULL";

/** Shares of input and output tokens in long requests, from rows that are one request each; `bands` is a table of ours. */
export const LONG_SQL = `SELECT endpoint_id, provider, model,
  sum(input) FILTER (input > above)::DOUBLE / nullif(sum(input), 0) AS input,
  coalesce(sum(output) FILTER (input > above), 0)::DOUBLE / nullif(sum(output), 0) AS output
FROM seen JOIN bands USING (provider, model) WHERE w = 1
GROUP BY ALL HAVING count(*) FILTER (input > above) > 0`;

/** Of the tokens that still run as sync, the share that can wait: what a forecast may move. */
export const SYNC_FIT_SQL = `SELECT endpoint_id,
  coalesce(sum(input + coalesce(output, 0)) FILTER (cause IN (${FITTING})), 0)::DOUBLE / nullif(sum(input + coalesce(output, 0)), 0) AS share
FROM caused WHERE tier = 'sync' GROUP BY ALL`;
