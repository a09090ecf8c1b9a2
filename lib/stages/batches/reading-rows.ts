import type { Context } from "@/lib/platform/context";
import { needsAttention } from "./model/attention";
import { groupOf, isEnded } from "./model/batch-state";
import { countsOf, progressOf } from "./model/counts";
import { type Forecast, forecastOf, riskWords } from "./model/timing/eta";
import type { BatchRow, Reason } from "./model/view";
import { loadParts, loadRetries } from "./store/batches";
import type { Part } from "./store/parts/part-row";
import { type Histories, loadHistories } from "./store/reading/history";
import type { ListedBatch } from "./store/reading/list";

/** Rows as screens and the API show them, with what their parts and earlier batches say. */
export async function rowsOf(ctx: Context, listed: ListedBatch[]): Promise<BatchRow[]> {
  const ids = listed.map(({ id }) => id);
  const open = listed.filter(({ state }) => !isEnded(state));
  const [parts, retries, histories] = await Promise.all([
    loadParts(ctx, ids),
    loadRetries(ctx, ids),
    loadHistories(ctx, [...new Set(open.map(({ model }) => model))]),
  ]);
  return listed.map((batch) =>
    rowOf(batch, {
      parts: parts.get(batch.id) ?? [],
      isRetried: (retries.get(batch.id) ?? []).length > 0,
      histories,
      now: ctx.now(),
    }),
  );
}

type Known = { parts: readonly Part[]; isRetried: boolean; histories: Histories; now: Date };

function rowOf(batch: ListedBatch, { parts, isRetried, histories, now }: Known): BatchRow {
  const { state, startedAt, deadlineAt, endedAt, model, unpriced } = batch;
  const counts = countsOf(batch);
  const shown = parts.map((part) => ({ ...part, isSettled: part.settledAt !== null }));
  const progress = isEnded(state) ? null : progressOf(shown, counts);
  const course = { now, startedAt, deadlineAt, progress, history: histories.of(model, startedAt) };
  const forecast: Forecast = isEnded(state) ? NO_FORECAST : forecastOf(course);
  const reason: Reason | null = batch.reason ?? riskWords(course, forecast);
  return {
    ...{ id: batch.id, state, rawState: rawStateOf(state, parts), reason, group: groupOf(state) },
    needsAttention: needsAttention(
      { state, isAtRisk: forecast.isAtRisk, unpriced, hasReason: batch.reason !== null, endedAt, isRetried },
      now,
    ),
    provider: batch.provider,
    connection: { id: batch.connectionId, name: batch.connectionName ?? "Removed" },
    endpoint: { key: batch.endpointKey, label: batch.endpointLabel },
    ...{ costCenter: batch.costCenter, label: batch.label, model },
    requests: counts,
    progress,
    ...{ createdAt: batch.createdAt, startedAt, deadlineAt, endedAt },
    ...{ eta: forecast.eta, etaBy: forecast.by, isAtRisk: forecast.isAtRisk },
    cost: {
      estimate: batch.estimate,
      settled: batch.settled,
      syncEquivalent: batch.settledSync ?? batch.estimateSync,
      estimateSync: batch.estimateSync,
      unpriced,
    },
  };
}

const NO_FORECAST: Forecast = { eta: null, by: null, isAtRisk: false };

/** The provider's own word of the part that says where the batch is. */
function rawStateOf(state: BatchRow["state"], parts: readonly Part[]): string | null {
  const telling = parts.find((part) => part.state === state && part.rawState !== null);
  return (telling ?? parts.find((part) => part.rawState !== null))?.rawState ?? null;
}
