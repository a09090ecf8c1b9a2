import type { Picodollars } from "@/lib/core/money";
import type { BatchState, Lane, RequestStatus } from "@/lib/core/values";
import type { PreflightReport } from "./preflight";

/** Why a batch or a part is where it is: a sentence for people, a code for programs. */
export type Reason = { code: string; message: string };

export type RequestCounts = {
  total: number;
  succeeded: number;
  failed: number;
  expired: number;
  cancelled: number;
  /** Of those that ended: by a call at the sync price. */
  syncDone: number;
  pending: number;
};

/** Null wherever no price is known. Until a request has ended its estimate stands for it. */
export type BatchCost = {
  estimate: Picodollars | null;
  settled: Picodollars | null;
  /** The same tokens at the sync price: settled ones, or while nothing has ended the estimate. */
  syncEquivalent: Picodollars | null;
  /** The whole of it at the sync price, as estimated. */
  estimateSync: Picodollars | null;
  unpriced: number;
};

/** How a page groups batches. */
export type BatchGroup = "running" | "waiting" | "finished";

export type BatchRow = {
  id: string;
  state: BatchState;
  rawState: string | null;
  reason: Reason | null;
  group: BatchGroup;
  /** Somebody should look: at risk, unsure, blocked, failed, money without a price. */
  needsAttention: boolean;
  provider: string;
  connection: { id: string; name: string };
  endpoint: { key: string; label: string };
  costCenter: string;
  label: string | null;
  model: string | null;
  requests: RequestCounts;
  /** What the provider itself reports before results are read; null: it shows no progress. */
  progress: { done: number; failed: number; total: number } | null;
  createdAt: Date;
  startedAt: Date | null;
  deadlineAt: Date | null;
  endedAt: Date | null;
  /** From its own pace, else from earlier batches of the same model and hour; null: nothing to go by. */
  eta: Date | null;
  etaBy: "pace" | "history" | null;
  isAtRisk: boolean;
  /** When what is left leaves the batch and runs as sync; absent: nothing does so by itself. */
  fallbackAt?: Date | null;
  cost: BatchCost;
};

export type BatchPartView = {
  number: number;
  isCanary: boolean;
  state: BatchState;
  rawState: string | null;
  reason: Reason | null;
  providerBatchId: string | null;
  requests: number;
  bytes: number;
  submittedAt: Date | null;
  expiresAt: Date | null;
  endedAt: Date | null;
  /** unsure: what a person may adopt. */
  candidates: { id: string; createdAt: Date; requests: number }[];
};

export type BatchEventView = {
  id: string;
  at: Date;
  event: string;
  words: string;
  tone: "plain" | "good" | "bad";
};

/** What the buttons of a batch may do now; null: not now. */
export type BatchActions = {
  start: boolean;
  check: boolean;
  cancel: boolean;
  /** How many failed, expired or cancelled requests a linked batch would send again. */
  retry: number | null;
  /** Running what is left as sync: how many, and what it would cost at most and about. */
  runRemaining: { requests: number; cost: Picodollars | null; isRunning: boolean } | null;
  release: boolean;
  resolve: boolean;
  results: boolean;
};

export type BatchDetail = BatchRow & {
  filename: string;
  bytes: number;
  team: string | null;
  createdByName: string;
  retryOf: string | null;
  retriedBy: string[];
  canary: number | null;
  preflight: PreflightReport | null;
  parts: BatchPartView[];
  events: BatchEventView[];
  actions: BatchActions;
  filesUntil: Date;
  filesRemovedAt: Date | null;
  version: number;
};

export type RequestRow = {
  n: number;
  customId: string;
  status: RequestStatus;
  lane: Lane | null;
  code: string | null;
  message: string | null;
  remedy: "fix" | "resend" | null;
  /** All input classes together; null: not told. */
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  outputTokens: number | null;
  attempts: number;
  cost: Picodollars | null;
  fitsSchema: boolean | null;
};
