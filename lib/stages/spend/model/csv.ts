import { toDecimalOrNull } from "@/lib/core/money";
import type { SpendPage, SpendRow } from "./page";
import { FILTERS, type SpendQuery } from "./query";

/** A spreadsheet runs a cell that begins like this. An apostrophe makes it text again; figures of ours never need it. */
const RUNS = /^\s*[=+\-@|＝＋－＠\t\r\n]/;

export function cell(value: string | null): string {
  if (value === null) return "";
  const safe = RUNS.test(value) ? `'${value}` : value;
  return /[",;\n\r\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const COLUMNS: Record<string, (row: SpendRow) => string> = {
  rank: (row) => String(row.rank),
  key: (row) => cell(row.key),
  label: (row) => cell(row.label),
  kind: (row) => cell(row.kind),
  owner: (row) => cell(row.owner),
  team: (row) => cell(row.team),
  cost_center: (row) => cell(row.costCenter),
  providers: (row) => cell(row.providers.join(" ")),
  models: (row) => cell(row.models.join(" ")),
  cost_usd: (row) => toDecimalOrNull(row.cost) ?? "",
  cost_kind: (row) => row.costKind,
  cost_sync_usd: (row) => toDecimalOrNull(row.costSync) ?? "",
  cost_batch_usd: (row) => toDecimalOrNull(row.costBatch) ?? "",
  cost_other_usd: (row) => toDecimalOrNull(row.costOther) ?? "",
  share: (row) => row.share?.toString() ?? "",
  cumulative_share: (row) => row.cumulativeShare?.toString() ?? "",
  requests: (row) => row.requests?.toString() ?? "",
  input_tokens: (row) => row.inputTokens?.toString() ?? "",
  cached_input_tokens: (row) => row.cachedInputTokens?.toString() ?? "",
  cache_write_tokens: (row) => row.cacheWriteTokens?.toString() ?? "",
  output_tokens: (row) => row.outputTokens?.toString() ?? "",
};
const LATER: Record<string, { has(row: SpendRow): boolean; write(row: SpendRow): string }> = {
  fit: { has: (row) => row.fit !== null, write: (row) => cell(row.fit?.verdict ?? null) },
  answer: { has: (row) => row.answer !== null, write: (row) => cell(row.answer) },
  forecast_saving_usd: {
    has: (row) => row.forecastSaving !== null,
    write: (row) => toDecimalOrNull(row.forecastSaving) ?? "",
  },
};

/** What is shown, with exact decimals; unknown is empty. Columns of later stages only where some row has them. */
export function spendCsv({ rows }: SpendPage): string {
  const later = Object.entries(LATER).filter(([, column]) => rows.some((row) => column.has(row)));
  const heading = [...Object.keys(COLUMNS), ...later.map(([name]) => name)];
  const lines = rows.map((row) => [
    ...Object.values(COLUMNS).map((write) => write(row)),
    ...later.map(([, column]) => column.write(row)),
  ]);
  return [heading, ...lines].map((cells) => `${cells.join(",")}\r\n`).join("");
}

/** The file says what is in it: `offpeak-spend-by-team-2025-11-01-to-2025-11-30-provider-openai.csv`. */
export function csvName({ query, period }: Pick<SpendPage, "query" | "period">): string {
  const parts = ["offpeak-spend-by", query.groupBy, period.from, "to", period.to, ...narrowings(query)];
  const safe = parts.join("-").replaceAll(/[^A-Za-z0-9.-]+/g, "_");
  return `${safe.slice(0, 180)}.csv`;
}

function narrowings(query: SpendQuery): string[] {
  const filters = FILTERS.flatMap((name) => {
    const values = query.filters[name] ?? [];
    return values.length > 0 ? [name, ...values.slice(0, 5)] : [];
  });
  return [
    ...filters,
    ...(query.minCost === null ? [] : ["over", toDecimalOrNull(query.minCost) ?? ""]),
    ...(query.search ? ["text", query.search] : []),
  ];
}
