import { z } from "zod";
import type { ConnectionLimits } from "@/lib/core/provider";
import type { BatchState } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { Fix } from "../model/fix";
import { PreflightReport } from "../model/preflight";
import type { QueueUse } from "../model/preflight/limits";
import type { Reason } from "../model/view";
import type { EventDetail } from "../model/words";
import { announceOn } from "./events";

type Scope = Pick<Context, "pool" | "organisation">;

/** A batch that has not been sent, as checking and preparing need it. */
export type Unsent = {
  id: string;
  state: BatchState;
  start: "now" | "hold";
  provider: string;
  connectionId: string;
  endpointId: number;
  endpointKey: string;
  /** As the person said, where lines name none. */
  model: string | null;
  bytes: number;
  fixes: Fix[];
  canary: number | null;
  reason: Reason | null;
  preflight: PreflightReport | null;
  /** Whether its parts are written. */
  isPrepared: boolean;
  settings: Record<string, string>;
  limits: ConnectionLimits;
};

type Row = Omit<Unsent, "bytes" | "fixes" | "preflight"> & {
  bytes: bigint;
  fixes: unknown;
  preflight: unknown;
};

/** Null: there is none in this organisation. */
export async function findUnsent({ pool, organisation }: Scope, batchId: string): Promise<Unsent | null> {
  const { rows } = await pool.query<Row>(
    `select b.id, b.state, b.start, b.provider, b.connection_id as "connectionId", b.endpoint_id as "endpointId",
       e.key as "endpointKey", b.model, b.bytes, b.fixes, b.canary, b.reason, b.preflight, c.settings, c.limits,
       exists (select 1 from batch_part p where p.batch_id = b.id) as "isPrepared"
     from batch b join connection c on c.id = b.connection_id join endpoint e on e.id = b.endpoint_id
     where b.id = $1 and b.organisation_id = $2`,
    [batchId, organisation.id],
  );
  const [row] = rows;
  if (!row) return null;
  return {
    ...row,
    bytes: Number(row.bytes),
    fixes: z.array(Fix).parse(row.fixes),
    preflight: PreflightReport.nullable().catch(null).parse(row.preflight),
  };
}

/** What runs through a connection at the moment, by model. */
export async function loadQueueUse({ pool, organisation }: Scope, connectionId: string): Promise<QueueUse[]> {
  const { rows } = await pool.query<{ model: string | null; inputTokens: number; jobs: number }>(
    `select model, sum(input_tokens)::float8 as "inputTokens", count(*)::int as jobs from batch_part
     where organisation_id = $1 and connection_id = $2
       and state in ('submitting', 'unsure', 'running', 'finishing', 'cancelling') group by model`,
    [organisation.id, connectionId],
  );
  return rows;
}

/** Answers are compared with as many earlier batches, and no further back than their files are kept. */
const MOST_EARLIER = 50;

/** Batches of the endpoint that have answers, the latest first. */
export async function loadAnswered(
  { pool, organisation }: Scope,
  { id, endpointId, since }: { id: string; endpointId: number; since: Date },
): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from batch where organisation_id = $1 and endpoint_id = $2 and id <> $3 and succeeded > 0
       and created_at >= $4 order by created_at desc limit ${MOST_EARLIER}`,
    [organisation.id, endpointId, id, since],
  );
  return rows.map((row) => row.id);
}

/** Which of these ids have an answer in one of these batches. */
export async function loadPaid(
  { pool }: Pick<Context, "pool">,
  batchIds: string[],
  customIds: string[],
): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>(
    `select distinct r.custom_id as id from batch_request r
     where r.batch_id = any($1) and r.custom_id = any($2) and exists (
       select 1 from request_outcome o where o.batch_id = r.batch_id and o.n = r.n and o.status = 'succeeded')`,
    [batchIds, customIds],
  );
  return new Set(rows.map(({ id }) => id));
}

export type Change = {
  state: BatchState;
  reason: Reason | null;
  fixes?: Fix[];
  /** When it is to go, and how much of it first. */
  plan?: { start: "now" | "hold"; canary: number | null };
};

/**
 * Moves a batch that was not sent, when it is still as it was seen: in one of these states, with these fixes, without
 * parts. False when somebody was faster.
 */
export async function moveUnsent(
  client: Pick<PoolClient, "query">,
  { organisation }: Pick<Context, "organisation">,
  { batch, from, to }: { batch: Pick<Unsent, "id" | "fixes">; from: BatchState[]; to: Change },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update batch set state = $5, reason = $6, version = version + 1, fixes = coalesce($7, fixes),
       start = coalesce($8, start), canary = case when $8::text is null then canary else $9::int end
     where id = $1 and organisation_id = $2 and state = any($3) and fixes = $4::jsonb
       and not exists (select 1 from batch_part p where p.batch_id = batch.id)`,
    [
      ...[batch.id, organisation.id, from, JSON.stringify(batch.fixes)],
      ...[to.state, json(to.reason), json(to.fixes), to.plan?.start ?? null, to.plan?.canary ?? null],
    ],
  );
  if (rowCount !== 1) return false;
  await announceOn(client, [{ organisationId: organisation.id, batchId: batch.id }]);
  return true;
}

/** What was found out about a batch. A model that a person named stays while no line can be read. */
export async function saveReport(
  client: Pick<PoolClient, "query">,
  { id, model }: Pick<Unsent, "id" | "model">,
  report: PreflightReport,
): Promise<void> {
  const only = (values: readonly string[]) => (values.length === 1 ? (values[0] ?? null) : null);
  await client.query(
    `update batch set preflight = $2, requests = $3, path = $4, model = $5, estimate = $6, estimate_high = $7,
       estimate_sync = $8 where id = $1`,
    [
      ...[id, JSON.stringify(report), report.requests, only(report.paths)],
      report.models.length === 0 ? model : only(report.models),
      ...[report.cost.batch, report.cost.high, report.cost.sync],
    ],
  );
}

const json = (value: unknown) => (value === null || value === undefined ? null : JSON.stringify(value));

export async function addEventOn(
  client: Pick<PoolClient, "query">,
  { now }: Pick<Context, "now">,
  { batchId, event, detail = {} }: { batchId: string; event: string; detail?: EventDetail },
): Promise<void> {
  await client.query("insert into batch_event (batch_id, at, event, detail) values ($1, $2, $3, $4)", [
    batchId,
    now(),
    event,
    detail,
  ]);
}
