import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import { type Cause, CLIENTS, type Client, type Evidence, NOTHING } from "../model/evidence";
import { LINKS_SQL, LOOPS_SQL, SESSIONS_SQL } from "./sessions";
import {
  CAUSE_COUNTS_SQL,
  CAUSES_SQL,
  CLIENTS_SQL,
  FACTS_SQL,
  HOURS_SQL,
  LONG_SQL,
  MODELS_SQL,
  SEEN_SQL,
  SUMMARY_SQL,
  SYNC_FIT_SQL,
  shapeSql,
  TOTALS_SQL,
} from "./sql";

type Scalars = Record<string, number | boolean | null> & {
  endpoint_id: number;
  calls: number;
  rows: number;
  days: number;
};
/** Input tokens above which a request of the model is dearer; null where it never is. */
export type LongAbove = (provider: string, model: string) => number | null;
type Counted = { endpoint_id: number; calls: number };

/**
 * Evidence per endpoint from the relation `calls` in `duck` (columns: see sql.ts). An endpoint that was seen only as
 * sums of a source is in the result with `rows` 0.
 */
export async function measureEvidence(
  duck: Duck,
  periodDays: number,
  longAbove: LongAbove = () => null,
): Promise<Map<number, Evidence>> {
  for (const sql of [
    SEEN_SQL,
    FACTS_SQL,
    LINKS_SQL,
    SESSIONS_SQL,
    LOOPS_SQL,
    shapeSql(periodDays),
    CAUSES_SQL,
  ])
    await duck.run(sql);
  const scalars = await rowsOf<Scalars>(duck, SUMMARY_SQL);
  const hours = groupById(await rowsOf<Counted & { slot: bigint | number }>(duck, HOURS_SQL));
  const clients = groupById(await rowsOf<Counted & { client: Client }>(duck, CLIENTS_SQL));
  const causes = groupById(await rowsOf<Counted & { cause: Cause }>(duck, CAUSE_COUNTS_SQL));
  const byId = new Map(scalars.map((row) => [row.endpoint_id, row]));
  const measured = new Map<number, Evidence>();
  for (const total of await rowsOf<Counted>(duck, TOTALS_SQL)) {
    const row = byId.get(total.endpoint_id);
    if (!row) {
      measured.set(total.endpoint_id, { ...NOTHING, long: [], calls: total.calls });
      continue;
    }
    const evidence = evidenceOf(row, total.calls);
    for (const { slot, calls } of hours.get(row.endpoint_id) ?? [])
      evidence.hoursOfWeek[Number(slot)] = calls;
    for (const { client, calls } of clients.get(row.endpoint_id) ?? []) evidence.clients[client] = calls;
    for (const { cause, calls } of causes.get(row.endpoint_id) ?? []) evidence.causes[cause] = calls;
    measured.set(row.endpoint_id, evidence);
  }
  for (const row of await rowsOf<{ endpoint_id: number; share: number | null }>(duck, SYNC_FIT_SQL)) {
    const evidence = measured.get(row.endpoint_id);
    if (evidence) evidence.syncFitShare = row.share;
  }
  await addLong(duck, measured, longAbove);
  return measured;
}

async function addLong(duck: Duck, measured: Map<number, Evidence>, longAbove: LongAbove): Promise<void> {
  const models = await rowsOf<{ provider: string; model: string }>(duck, MODELS_SQL);
  const bands = models.flatMap(({ provider, model }) => {
    const above = longAbove(provider, model);
    return above === null ? [] : [`(${literal(provider)}, ${literal(model)}, ${above})`];
  });
  if (bands.length === 0) return;
  await duck.run(
    `CREATE TEMP TABLE bands AS SELECT * FROM (VALUES ${bands.join(", ")}) AS b (provider, model, above)`,
  );
  type Long = {
    endpoint_id: number;
    provider: string;
    model: string;
    input: number | null;
    output: number | null;
  };
  for (const row of await rowsOf<Long>(duck, LONG_SQL)) {
    const evidence = measured.get(row.endpoint_id);
    const { provider, model } = row;
    evidence?.long.push({ provider, model, input: row.input ?? 0, output: row.output ?? 0 });
  }
}

function groupById<T extends { endpoint_id: number }>(rows: T[]): Map<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.endpoint_id);
    if (group) group.push(row);
    else groups.set(row.endpoint_id, [row]);
  }
  return groups;
}

function evidenceOf(row: Scalars, totalCalls: number): Evidence {
  const number = (name: string): number | null => (typeof row[name] === "number" ? row[name] : null);
  const measured = (part: string, known: string) => {
    const calls = number(known) ?? 0;
    return calls > 0 ? { share: (number(part) ?? 0) / calls, calls } : null;
  };
  const spread = (name: string) => {
    const [p50, p95] = [number(`${name}_p50`), number(`${name}_p95`)];
    return p50 === null || p95 === null ? null : { p50, p95, calls: number(`${name}_known`) ?? 0 };
  };
  const calls = row.calls;
  return {
    ...NOTHING,
    long: [],
    calls: totalCalls,
    rows: row.rows,
    requestLevelShare: totalCalls > 0 ? Math.min(1, calls / totalCalls) : 0,
    days: row.days,
    streamed: measured("streamed", "stream_known"),
    toolCalls: measured("tools", "tools_known"),
    inSessions: number("in_sessions") ? { share: (number("in_sessions") ?? 0) / calls, calls } : null,
    sessions: number("sessions") ?? 0,
    chained:
      number("in_sessions") || number("chained") ? { share: (number("chained") ?? 0) / calls, calls } : null,
    chainLength: number("chain_length"),
    hoursOfWeek: new Array<number>(168).fill(0),
    nightShare: (number("night") ?? 0) / calls,
    bestWindowShare: number("best_window") ?? 0,
    workWindowShare: number("work_window") ?? 0,
    activeSlotShare: number("slot_share") ?? 0,
    activeDayShare: number("day_share") ?? 0,
    burst: number("burst") ?? 0,
    gapVariation: number("gap_variation"),
    clients: Object.fromEntries(CLIENTS.map((client) => [client, 0])) as Evidence["clients"],
    latencyMs: spread("latency"),
    timeoutMs: spread("timeout"),
    retriedShare: measured("retried", "status_known"),
    webhook: measured("webhook", "webhook_known"),
    readAfterSeconds: spread("read"),
    readWithinHour: measured("read_within_hour", "read_known"),
    inputTokens: number("input"),
    outputTokens: number("output"),
    outputP99: number("output_p99"),
    embedding: row.embedding === true,
    causes: {},
  };
}
