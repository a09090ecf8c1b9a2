import { THRESHOLDS as T } from "../model/evidence";

/** Whether a call ended in a failure that is worth another try. */
export function hasFailed(status: string): string {
  return `lower(${status}) IN ('failure', 'failed', 'error', '429', '500', '502', '503', '529')`;
}

/**
 * Links: a call that follows another in its session. `gap` is the idle time between the end of the one and the start of
 * the other. A call that began while the one before was still being answered needs nothing of it (`aside`), and neither
 * does a retry. `carries`: a tool was called, or the input grew by the output.
 * `talks`: it streams, or no schedule calls it.
 */
export const LINKS_SQL = `CREATE TEMP TABLE links AS
WITH ordered AS (
  SELECT endpoint_id, session_id, w, ts, stream, client, input, lag(ts) OVER s AS before, lag(latency_ms) OVER s AS latency,
    lag(tools) OVER s AS tools, lag(input) OVER s + 0.5 * lag(output) OVER s AS grown, lag(status) OVER s AS ended
  FROM facts WHERE session_id IS NOT NULL
  WINDOW s AS (PARTITION BY endpoint_id, session_id ORDER BY ts)
), timed AS (
  SELECT *, epoch(ts - before) AS since, epoch(ts - before) - coalesce(latency, 0) / 1000.0 AS gap FROM ordered
)
SELECT endpoint_id, session_id, w, before IS NOT NULL AS follows, gap,
  coalesce(tools OR input >= grown, false) AS carries, coalesce(stream, false) OR client NOT IN ('cron', 'workflow') AS talks,
  coalesce(CASE WHEN latency IS NULL THEN since < ${T.leastAnswerSeconds} ELSE gap < -0.5 * latency / 1000.0 END
    OR ${hasFailed("ended")}, false) AS aside
FROM timed`;

/**
 * Sessions: what most of their links are decides all their calls, the first one included. In a session of a few calls
 * that come one after the other, a program or a person waited for each answer before going on; a session of many is a chain
 * only where the calls carry what came before, for it may as well be the id of a run that works through a list.
 */
export const SESSIONS_SQL = `CREATE TEMP TABLE session_kinds AS
WITH counted AS (
  SELECT endpoint_id, session_id, count(*) AS turns, count(*) FILTER (follows) AS links, count(*) FILTER (aside) AS aside,
    count(*) FILTER (NOT aside AND gap <= ${T.chainGapSeconds}) AS fast,
    count(*) FILTER (NOT aside AND gap <= ${T.chainGapSeconds} AND carries) AS fed,
    count(*) FILTER (NOT aside AND gap > ${T.chainGapSeconds} AND gap <= ${T.turnGapSeconds} AND (carries OR talks)) AS turned,
    count(*) FILTER (NOT aside AND gap > ${T.chainGapSeconds} AND gap <= ${T.turnGapSeconds} AND carries) AS answered
  FROM links GROUP BY ALL
), weighed AS (
  SELECT *, turns > ${T.runSessionCalls} AS is_run, aside > 0.3 * links AS is_parallel, greatest(links - aside, 1) AS real
  FROM counted
)
SELECT endpoint_id, session_id, turns, CASE
  WHEN is_run THEN CASE WHEN fed >= ${T.fedShare} * real THEN 'chain' WHEN answered + fed >= ${T.fedShare} * real THEN 'agent' END
  WHEN is_parallel THEN CASE WHEN fed >= ${T.fedShare} * real AND fed > turned THEN 'chain' WHEN turned >= ${T.fedShare} * real THEN 'agent' END
  WHEN fast > 0 AND fast >= turned THEN 'chain'
  WHEN turned > 0 THEN 'agent' END AS kind
FROM weighed`;

/**
 * Loops without a session id, per endpoint: a program known to loop that calls tools in most of its calls, or calls with
 * tools that follow one another at machine speed with an input that grows each time.
 */
export const LOOPS_SQL = `CREATE TEMP TABLE loops AS
WITH known AS (
  SELECT endpoint_id, coalesce(sum(w) FILTER (loops AND tools) >= 0.5 * sum(w) FILTER (loops), false) AS is_loop
  FROM facts WHERE tools OR loops GROUP BY ALL
), ordered AS (
  SELECT endpoint_id, epoch(ts - lag(ts) OVER e) - coalesce(lag(latency_ms) OVER e, 0) / 1000.0 AS gap,
    input >= lag(input) OVER e + 0.8 * lag(output) OVER e AS grew
  FROM facts WHERE tools AND session_id IS NULL WINDOW e AS (PARTITION BY endpoint_id ORDER BY ts)
), followed AS (
  SELECT endpoint_id, count(*) >= ${T.leastRows} AND count(*) FILTER (grew) >= ${T.fedShare} * count(*) AS is_chain
  FROM ordered WHERE gap BETWEEN 0 AND ${T.chainGapSeconds} GROUP BY ALL
)
SELECT endpoint_id, is_loop, coalesce(is_chain, false) AS is_chain FROM known LEFT JOIN followed USING (endpoint_id)`;
