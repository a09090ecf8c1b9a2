import { z } from "zod";
import { toDecimal, toDecimalOrNull } from "@/lib/core/money";
import { COST_KINDS } from "@/lib/core/values";
import type { Measures, SpendPage, SpendRow } from "./page";

const count = z.number().int().nullable();
const dollars = z.string().nullable();
export const MeasuresView = z.object({
  cost: dollars,
  costKind: z.enum(COST_KINDS),
  costReported: dollars,
  costListed: dollars,
  costSync: dollars,
  costBatch: dollars,
  costOther: dollars,
  requests: count,
  requestsUnknown: count,
  inputTokens: count,
  cachedInputTokens: count,
  cacheWriteTokens: count,
  outputTokens: count,
  unpricedRows: count,
});

export const SpendRowView = MeasuresView.extend({
  rank: z.number().int(),
  key: z.string(),
  label: z.string(),
  kind: z.string().nullable(),
  owner: z.string().nullable(),
  owners: z.number().int(),
  team: z.string().nullable(),
  costCenter: z.string().nullable(),
  providers: z.array(z.string()),
  models: z.array(z.string()),
  share: z.number().nullable(),
  cumulativeShare: z.number().nullable(),
  fit: z
    .object({ verdict: z.string(), score: z.number().nullable(), reasons: z.array(z.string()) })
    .nullable(),
  answer: z.string().nullable(),
  forecastSaving: dollars,
});

/** What `GET /spend` answers. */
export const SpendView = z.object({
  from: z.string(),
  to: z.string(),
  groupBy: z.string(),
  total: dollars,
  totals: MeasuresView.pick({
    cost: true,
    costKind: true,
    costReported: true,
    costListed: true,
    costSync: true,
    costBatch: true,
    costOther: true,
  }).extend({ rows: z.number().int() }),
  unpriced: z.object({ rows: count, models: z.array(z.string()) }),
  rows: z.array(SpendRowView),
  nextCursor: z.string().nullable(),
});

export function measuresView(row: Measures) {
  const { requests, requestsUnknown, inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens } = row;
  return {
    ...moneyView(row),
    ...{ requests, requestsUnknown, inputTokens, cachedInputTokens, cacheWriteTokens, outputTokens },
    unpricedRows: row.unpricedRows,
  };
}

type Money = Pick<
  Measures,
  "cost" | "costKind" | "costReported" | "costListed" | "costSync" | "costBatch" | "costOther"
>;

export function moneyView(row: Money) {
  return {
    cost: toDecimalOrNull(row.cost),
    costKind: row.costKind,
    costReported: toDecimalOrNull(row.costReported),
    costListed: toDecimalOrNull(row.costListed),
    costSync: toDecimalOrNull(row.costSync),
    costBatch: toDecimalOrNull(row.costBatch),
    costOther: toDecimalOrNull(row.costOther),
  };
}

export function rowView(row: SpendRow) {
  const { rank, key, label, kind, owner, owners, team, costCenter, providers, models } = row;
  const { share, cumulativeShare, fit, answer, forecastSaving } = row;
  return {
    ...{ rank, key, label, kind, owner, owners, team, costCenter, providers, models },
    ...measuresView(row),
    ...{ share, cumulativeShare, fit, answer },
    forecastSaving: forecastSaving === null ? null : toDecimal(forecastSaving),
  };
}

export function spendView({ period, query, totals, rows, nextCursor }: SpendPage) {
  return {
    ...period,
    groupBy: query.groupBy,
    total: toDecimalOrNull(totals.cost),
    totals: { ...moneyView(totals), rows: totals.groups },
    unpriced: { rows: totals.unpricedRows, models: totals.unpricedModels },
    rows: rows.map(rowView),
    nextCursor,
  };
}
