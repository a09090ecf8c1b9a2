import { z } from "zod";
import { toDecimalOrNull } from "@/lib/core/money";
import { COST_KINDS, IMPORT_STATUSES } from "@/lib/core/values";
import { costOf, duplicatesOf, IMPORT_KINDS, type Import, type Standing } from "./import";
import type { ProblemRow } from "./problems";

const count = z.number().int();
const dollars = z.string().nullable();
const day = z.iso.date().nullable();
const instant = z.iso.datetime().nullable();

export const ProblemView = z.object({
  line: count.nullable(),
  column: z.string().nullable(),
  code: z.string(),
  message: z.string(),
});
export type ProblemView = z.infer<typeof ProblemView>;

/** An import as /api/v1 shows it; the page reads the same figures. */
export const ImportView = z.object({
  id: z.string(),
  kind: z.enum(IMPORT_KINDS),
  format: z.string(),
  source: z.string().nullable(),
  filename: z.string(),
  sha256: z.string().nullable(),
  status: z.enum(IMPORT_STATUSES),
  capturedAt: instant,
  receivedAt: instant,
  finishedAt: instant,
  takenBackAt: instant,
  progress: z.object({ bytesRead: count, bytesTotal: count, rowsRead: count }),
  rows: z.object({ read: count, accepted: count, rejected: count, duplicate: count, skipped: count }),
  problems: z.array(ProblemView),
  period: z.object({ from: day, to: day }),
  totals: z.object({
    cost: dollars,
    costKind: z.enum(COST_KINDS),
    costByKind: z.object({ reported: dollars, list: dollars }),
    currency: z.literal("USD"),
    requests: count.nullable(),
    inputTokens: count.nullable(),
    cachedInputTokens: count.nullable(),
    cacheWriteTokens: count.nullable(),
    outputTokens: count.nullable(),
  }),
  unpriced: z.object({ rows: count, models: z.array(z.string()) }),
  preview: z
    .object({
      columns: z.array(z.string()),
      rows: z.array(z.array(z.string().nullable())),
      suggestion: z.object({
        columns: z.record(z.string(), z.string()),
        defaults: z.record(z.string(), z.string()),
      }),
    })
    .nullable(),
});
export type ImportView = z.infer<typeof ImportView>;

export const ImportPage = z.object({ rows: z.array(ImportView), nextCursor: z.string().nullable() });

export type Seen = { import: Import; standing: Standing; problems: ProblemRow[] };

export function toView({ import: one, standing, problems }: Seen): ImportView {
  const { cost, costKind } = costOf(standing);
  const duplicate = duplicatesOf(one, standing);
  return {
    id: one.id,
    kind: one.kind,
    format: one.format,
    source: one.sourceName ?? (one.sourceId === null ? null : one.format),
    filename: one.filename,
    sha256: one.sha256,
    status: one.status,
    capturedAt: one.capturedAt.toISOString(),
    receivedAt: one.receivedAt.toISOString(),
    finishedAt: one.finishedAt?.toISOString() ?? null,
    takenBackAt: one.takenBackAt?.toISOString() ?? null,
    progress: {
      bytesRead: Number(one.bytesRead),
      bytesTotal: Number(one.bytesTotal),
      rowsRead: Number(one.rowsRead),
    },
    rows: {
      read: Number(one.rowsRead),
      // What was read is accepted, rejected or a duplicate, never two of them.
      accepted: Number(one.rowsAccepted - duplicate),
      rejected: Number(one.rowsRejected),
      duplicate: Number(duplicate),
      skipped: Number(one.rowsSkipped),
    },
    problems: [...failureView(one), ...problems.map(problemView)],
    period: { from: one.periodFrom, to: one.periodTo },
    totals: {
      cost: toDecimalOrNull(cost),
      costKind,
      costByKind: {
        reported: toDecimalOrNull(standing.costReported),
        list: toDecimalOrNull(standing.costList),
      },
      currency: "USD",
      requests: number(standing.requests),
      inputTokens: number(standing.freshInput),
      cachedInputTokens: number(standing.cachedInput),
      cacheWriteTokens: number(standing.cacheWrite),
      outputTokens: number(standing.output),
    },
    unpriced: { rows: Number(standing.unpricedRows), models: standing.unpricedModels },
    preview: one.status === "needs-mapping" ? one.preview : null,
  };
}

export const problemView = ({ line, column, code, message }: ProblemRow): ProblemView => ({
  line,
  column,
  code,
  message,
});

/** A file that could not be read at all is one problem without a line. */
function failureView(one: Import): ProblemView[] {
  if (one.status !== "failed" || !one.failure) return [];
  return [{ line: null, column: null, ...one.failure }];
}

const number = (value: bigint | null) => (value === null ? null : Number(value));
