import type { RemoteCounts } from "@/lib/core/provider";
import type { BatchState } from "@/lib/core/values";
import type { PartState } from "../model/part";
import type { EventDetail } from "../model/words";

/** A failure that some requests of a part share. */
export type PlacedFailure = {
  code: string;
  message: string;
  remedy: "fix" | "resend";
  count: number;
};

/** One file of it. `ended`: its results were read; what is neither failed nor expired succeeded. */
export type PlacedPart = {
  state: PartState;
  rawState: string;
  requests: number;
  bytes: number;
  remoteId: string;
  submittedAt: Date;
  expiresAt: Date | null;
  counts: RemoteCounts | null;
  ended: { at: Date; failures: PlacedFailure[]; expired: number } | null;
};

/** A batch as it stands at one moment of a story, with every request it had. Money is picodollars. */
export type PlacedBatch = {
  id: string;
  endpointId: number;
  costCenter: string;
  team: string | null;
  label: string | null;
  provider: string;
  connectionId: string;
  model: string;
  path: string;
  state: BatchState;
  filename: string;
  createdBy: { email: string; name: string };
  createdAt: Date;
  startedAt: Date | null;
  deadlineAt: Date | null;
  endedAt: Date | null;
  filesUntil: Date;
  requests: number;
  /** `ctr-` makes `ctr-000001`. */
  idPrefix: string;
  /** Of an ordinary request. */
  tokens: { input: number; cached: number; output: number };
  cost: { estimate: bigint; sync: bigint; settled: bigint | null; settledSync: bigint | null };
  /** Of those that expired in the batch: run as single calls afterwards, at this sum. */
  runAsSync: { requests: number; at: Date; cost: bigint } | null;
  parts: PlacedPart[];
  events: { at: Date; event: string; detail: EventDetail }[];
};
