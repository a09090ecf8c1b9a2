import type { BatchRow } from "@/lib/stages/batches/model/view";

/** A batch that runs since Mon 22:06, of which nothing has ended yet. */
export function batchRow(over: Partial<BatchRow> = {}): BatchRow {
  return {
    id: "bat_7k4",
    state: "running",
    rawState: "in_progress",
    reason: null,
    group: "running",
    needsAttention: false,
    provider: "openai",
    connection: { id: "con_1", name: "Larkspur production" },
    endpoint: { key: "e_1", label: "docs/contract-extract" },
    costCenter: "CC-4400",
    label: null,
    model: "gpt-4.1",
    requests: {
      total: 13_400,
      succeeded: 0,
      failed: 0,
      expired: 0,
      cancelled: 0,
      syncDone: 0,
      pending: 13_400,
    },
    progress: null,
    createdAt: new Date("2025-12-01T21:58:00Z"),
    startedAt: new Date("2025-12-01T22:06:00Z"),
    deadlineAt: new Date("2025-12-02T22:06:00Z"),
    endedAt: null,
    eta: null,
    etaBy: null,
    isAtRisk: false,
    cost: { estimate: null, settled: null, syncEquivalent: null, estimateSync: null, unpriced: 0 },
    ...over,
  };
}
