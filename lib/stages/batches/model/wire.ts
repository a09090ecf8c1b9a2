import { z } from "zod";
import { toDecimalOrNull } from "@/lib/core/money";
import { BATCH_STATES, LANES, REQUEST_STATUSES } from "@/lib/core/values";
import { PreflightReport } from "./preflight";
import type { BatchDetail, BatchRow, RequestRow } from "./view";

const count = z.number().int();
const dollars = z.string().nullable();
const instant = z.iso.datetime().nullable();
const Reason = z.object({ code: z.string(), message: z.string() }).nullable();

/** A batch as the list of /api/v1 shows it. */
export const BatchRowView = z.object({
  id: z.string(),
  state: z.enum(BATCH_STATES),
  rawState: z.string().nullable(),
  reason: Reason,
  needsAttention: z.boolean(),
  isAtRisk: z.boolean(),
  provider: z.string(),
  connection: z.object({ id: z.string(), name: z.string() }),
  endpoint: z.string(),
  endpointKey: z.string(),
  costCenter: z.string(),
  label: z.string().nullable(),
  model: z.string().nullable(),
  requests: z.object({
    total: count,
    succeeded: count,
    failed: count,
    expired: count,
    cancelled: count,
    syncDone: count,
    pending: count,
  }),
  progress: z.object({ done: count, failed: count, total: count }).nullable(),
  createdAt: instant,
  startedAt: instant,
  deadlineAt: instant,
  endedAt: instant,
  eta: instant,
  cost: z.object({ estimate: dollars, settled: dollars, syncEquivalent: dollars, unpriced: count }),
});
export type BatchRowView = z.infer<typeof BatchRowView>;

export const BatchView = BatchRowView.extend({
  filename: z.string(),
  bytes: count,
  team: z.string().nullable(),
  retryOf: z.string().nullable(),
  retriedBy: z.array(z.string()),
  canary: count.nullable(),
  parts: z.array(
    z.object({
      number: count,
      isCanary: z.boolean(),
      state: z.string(),
      rawState: z.string().nullable(),
      reason: Reason,
      providerBatchId: z.string().nullable(),
      requests: count,
      submittedAt: instant,
      expiresAt: instant,
      endedAt: instant,
      candidates: z.array(z.object({ id: z.string(), createdAt: z.iso.datetime(), requests: count })),
    }),
  ),
  events: z.array(z.object({ at: z.iso.datetime(), event: z.string(), words: z.string() })),
  preflight: PreflightReport.nullable(),
  filesUntil: instant,
  filesRemovedAt: instant,
  version: count,
});
export type BatchView = z.infer<typeof BatchView>;

export const BatchPage = z.object({ rows: z.array(BatchRowView), nextCursor: z.string().nullable() });

const text = (at: Date | null) => at?.toISOString() ?? null;

export function toRowView(row: BatchRow): BatchRowView {
  const { id, state, rawState, reason, needsAttention, isAtRisk, provider, connection } = row;
  const { costCenter, label, model, requests, progress } = row;
  return {
    ...{ id, state, rawState, reason, needsAttention, isAtRisk, provider, connection },
    endpoint: row.endpoint.label,
    endpointKey: row.endpoint.key,
    ...{ costCenter, label, model, requests, progress },
    createdAt: text(row.createdAt),
    startedAt: text(row.startedAt),
    deadlineAt: text(row.deadlineAt),
    endedAt: text(row.endedAt),
    eta: text(row.eta),
    cost: {
      estimate: toDecimalOrNull(row.cost.estimate),
      settled: toDecimalOrNull(row.cost.settled),
      syncEquivalent: toDecimalOrNull(row.cost.syncEquivalent),
      unpriced: row.cost.unpriced,
    },
  };
}

export function toView(batch: BatchDetail): BatchView {
  const { filename, bytes, team, retryOf, retriedBy, canary, preflight, version } = batch;
  return {
    ...toRowView(batch),
    ...{ filename, bytes, team, retryOf, retriedBy, canary, preflight, version },
    parts: batch.parts.map(({ submittedAt, expiresAt, endedAt, candidates, bytes: _, ...part }) => ({
      ...part,
      submittedAt: text(submittedAt),
      expiresAt: text(expiresAt),
      endedAt: text(endedAt),
      candidates: candidates.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })),
    })),
    events: batch.events.map(({ at, event, words }) => ({ at: at.toISOString(), event, words })),
    filesUntil: text(batch.filesUntil),
    filesRemovedAt: text(batch.filesRemovedAt),
  };
}

/** One line of the results, in the order of the upload. */
export const ResultView = z.object({
  customId: z.string(),
  status: z.enum(REQUEST_STATUSES),
  lane: z.enum(LANES).nullable(),
  response: z.unknown(),
  error: z.unknown(),
  usage: z
    .object({
      inputTokens: count.nullable(),
      cachedInputTokens: count.nullable(),
      cacheWriteTokens: count.nullable(),
      outputTokens: count.nullable(),
    })
    .nullable(),
  cost: dollars,
});

export type ResultView = z.infer<typeof ResultView>;

export const RequestView = z.object({
  n: count,
  customId: z.string(),
  status: z.enum(REQUEST_STATUSES),
  lane: z.enum(LANES).nullable(),
  code: z.string().nullable(),
  message: z.string().nullable(),
  remedy: z.enum(["fix", "resend"]).nullable(),
  inputTokens: count.nullable(),
  cachedInputTokens: count.nullable(),
  cacheWriteTokens: count.nullable(),
  outputTokens: count.nullable(),
  attempts: count,
  cost: dollars,
  fitsSchema: z.boolean().nullable(),
});

export const RequestPage = z.object({ rows: z.array(RequestView), nextCursor: z.string().nullable() });

export const toRequestView = ({ cost, ...row }: RequestRow): z.infer<typeof RequestView> => ({
  ...row,
  cost: toDecimalOrNull(cost),
});
