/** The promised values, one list each, so that UI, API, table and test use the same words. */
export const TIERS = ["sync", "batch", "flex", "priority", "unknown"] as const;
export type Tier = (typeof TIERS)[number];

export const IMPORT_STATUSES = [
  "queued",
  "running",
  "needs-mapping",
  "done",
  "failed",
  "taken-back",
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export const COST_KINDS = ["reported", "list", "mixed", "unpriced", "billed"] as const;
export type CostKind = (typeof COST_KINDS)[number];

export const ENDPOINT_KINDS = ["endpoint", "job"] as const;
export type EndpointKind = (typeof ENDPOINT_KINDS)[number];

export const VERDICTS = ["good", "partial", "stays-sync", "not-enough-data"] as const;
export type Verdict = (typeof VERDICTS)[number];

export const ANSWERS = ["yes", "part", "no"] as const;
export type Answer = (typeof ANSWERS)[number];

export const STAGES = [
  "candidate",
  "asked",
  "approved",
  "pilot",
  "migrated",
  "confirmed",
  "declined",
] as const;
export type Stage = (typeof STAGES)[number];

export const BATCH_STATES = [
  "preflight",
  "blocked",
  "held",
  "scheduled",
  "queued",
  "submitting",
  "unsure",
  "running",
  "finishing",
  "completed",
  "failed",
  "expired",
  "cancelling",
  "cancelled",
] as const;
export type BatchState = (typeof BATCH_STATES)[number];

export const REQUEST_STATUSES = ["pending", "succeeded", "failed", "expired", "cancelled"] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

export const LANES = ["batch", "flex", "sync"] as const;
export type Lane = (typeof LANES)[number];

/** What a request may use that not every batch can. */
export const FEATURES = ["tools", "structured-output", "caching", "images", "streaming"] as const;
export type Feature = (typeof FEATURES)[number];

/** gateway or tracer: knows names. provider: knows all that was billed, no names. settlement: the batches we ran. */
export const SOURCE_KINDS = ["gateway", "provider", "settlement"] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export const GROUPINGS = [
  "endpoint",
  "job",
  "model",
  "provider",
  "owner",
  "team",
  "costCenter",
  "tier",
  "day",
] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The key and label of a row without a value in the grouped dimension. */
export const UNASSIGNED = "unassigned";
export const UNASSIGNED_LABEL = "Unassigned";
export const PROVIDER_ONLY_LABEL = "Unassigned, seen by the provider only";

/** What kind of dollars a total is made of: reported, list, both, or none known. */
export function costKindOf(reported: bigint | null, listed: bigint | null): CostKind {
  if (reported !== null && listed !== null) return "mixed";
  if (reported !== null) return "reported";
  return listed !== null ? "list" : "unpriced";
}
