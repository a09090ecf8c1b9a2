import { toDecimalOrNull } from "@/lib/core/money";
import { cell } from "@/lib/stages/spend/model/csv";
import type { BatchRow } from "./view";

const instant = (at: Date | null) => at?.toISOString() ?? "";

const COLUMNS: Record<string, (row: BatchRow) => string> = {
  batch: (row) => cell(row.id),
  endpoint: (row) => cell(row.endpoint.label),
  cost_center: (row) => cell(row.costCenter),
  label: (row) => cell(row.label),
  provider: (row) => cell(row.provider),
  connection: (row) => cell(row.connection.name),
  model: (row) => cell(row.model),
  state: (row) => row.state,
  at_risk: (row) => String(row.isAtRisk),
  reason: (row) => cell(row.reason?.message ?? null),
  requests: (row) => String(row.requests.total),
  succeeded: (row) => String(row.requests.succeeded),
  failed: (row) => String(row.requests.failed),
  expired: (row) => String(row.requests.expired),
  cancelled: (row) => String(row.requests.cancelled),
  run_as_sync: (row) => String(row.requests.syncDone),
  pending: (row) => String(row.requests.pending),
  created_at: (row) => instant(row.createdAt),
  started_at: (row) => instant(row.startedAt),
  deadline_at: (row) => instant(row.deadlineAt),
  ended_at: (row) => instant(row.endedAt),
  estimate_usd: (row) => toDecimalOrNull(row.cost.estimate) ?? "",
  settled_usd: (row) => toDecimalOrNull(row.cost.settled) ?? "",
  sync_usd: (row) => toDecimalOrNull(row.cost.syncEquivalent) ?? "",
};

/** One line for each batch, with exact decimals; unknown is empty. */
export function batchesCsv(rows: readonly BatchRow[]): string {
  const lines = rows.map((row) => Object.values(COLUMNS).map((write) => write(row)));
  return [Object.keys(COLUMNS), ...lines].map((cells) => `${cells.join(",")}\r\n`).join("");
}
