import { z } from "zod";
import type { PartState } from "../../model/part";
import type { Reason } from "../../model/view";

const Counts = z.object({
  total: z.number(),
  succeeded: z.number().nullable(),
  failed: z.number().nullable(),
  expired: z.number().nullable(),
  cancelled: z.number().nullable(),
});

/** What may be ours while nobody can tell. */
export const Candidate = z.object({ id: z.string(), createdAt: z.iso.datetime(), requests: z.number() });
export type Candidate = z.infer<typeof Candidate>;

/** Why it is where it is. `tries`: how often something was read again for it. */
export const StoredReason = z.object({ code: z.string(), message: z.string(), tries: z.number().optional() });
export type StoredReason = Reason & { tries?: number };

/** A row as the database gives it; both Prisma and plain SQL arrive here. */
export type RawPart = {
  id: number;
  batchId: string;
  organisationId: number;
  connectionId: string;
  number: number;
  isCanary: boolean;
  state: string;
  rawState: string | null;
  reason: unknown;
  nonce: string;
  key: string;
  attempt: number;
  model: string | null;
  path: string;
  requests: number;
  bytes: bigint;
  inputTokens: bigint;
  intentAt: Date | null;
  providerBatchId: string | null;
  candidates: unknown;
  counts: unknown;
  remoteCreatedAt: Date | null;
  expiresAt: Date | null;
  remoteEndedAt: Date | null;
  settledAt: Date | null;
  cancelAskedAt: Date | null;
  nextCheckAt: Date | null;
  checks: number;
  troubles: number;
  leaseUntil: Date | null;
  fence: number;
};

export type Part = Omit<RawPart, "state" | "reason" | "candidates" | "counts"> & {
  state: PartState;
  reason: StoredReason | null;
  candidates: Candidate[];
  counts: z.infer<typeof Counts> | null;
};

/** Columns are text and JSON: what another version of ours wrote and we cannot read is left out, not guessed. */
export function partOf(row: RawPart): Part {
  return {
    ...row,
    state: row.state as PartState,
    reason: StoredReason.nullable().catch(null).parse(row.reason) as StoredReason | null,
    candidates: z.array(Candidate).nullable().catch(null).parse(row.candidates) ?? [],
    counts: Counts.nullable().catch(null).parse(row.counts),
  };
}

const NAMES: Record<keyof RawPart, string> = {
  id: "id",
  batchId: "batch_id",
  organisationId: "organisation_id",
  connectionId: "connection_id",
  number: "number",
  isCanary: "is_canary",
  state: "state",
  rawState: "raw_state",
  reason: "reason",
  nonce: "nonce",
  key: "key",
  attempt: "attempt",
  model: "model",
  path: "path",
  requests: "requests",
  bytes: "bytes",
  inputTokens: "input_tokens",
  intentAt: "intent_at",
  providerBatchId: "provider_batch_id",
  candidates: "candidates",
  counts: "counts",
  remoteCreatedAt: "remote_created_at",
  expiresAt: "expires_at",
  remoteEndedAt: "remote_ended_at",
  settledAt: "settled_at",
  cancelAskedAt: "cancel_asked_at",
  nextCheckAt: "next_check_at",
  checks: "checks",
  troubles: "troubles",
  leaseUntil: "lease_until",
  fence: "fence",
};

/** A SELECT or RETURNING list of `p` by our names. */
export const PART_COLUMNS = Object.entries(NAMES)
  .map(([name, column]) => `p.${column} as "${name}"`)
  .join(", ");
