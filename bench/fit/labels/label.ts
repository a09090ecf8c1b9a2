import type { Traffic } from "./traffic";

/**
 * What a person who knows the endpoint would say. Written before any rule, from described behaviour, and never
 * adjusted to a rule: when a rule disagrees, the rule is wrong or the disagreement is reported.
 */
export type Label = {
  name: string;
  verdict: "good" | "partial" | "stays-sync" | "not-enough-data";
  /** The kind of work, where the description settles it. */
  work?:
    | "evaluation"
    | "enrichment"
    | "bulk-content"
    | "nightly-summary"
    | "embedding-backfill"
    | "synthetic-data"
    | "person-waits"
    | "agent"
    | "chain"
    | "webhook"
    | "real-time";
  /** The fifth: real time would only be nice, so the owner is asked. */
  asksOwner?: boolean;
  model?: string;
  traffic: Traffic;
};
