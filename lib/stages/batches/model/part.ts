import type { RemoteBatch } from "@/lib/core/provider";

/** What of a batch is sent as one batch of the provider, and how far it is. A subset of the batch's own words. */
export const PART_STATES = [
  "held",
  "queued",
  "submitting",
  "unsure",
  "running",
  "finishing",
  "cancelling",
  "completed",
  "failed",
  "expired",
  "cancelled",
] as const;
export type PartState = (typeof PART_STATES)[number];

export const OVER = ["completed", "failed", "expired", "cancelled"] as const satisfies PartState[];
/** The provider may be working on it, or may have been told to: its tokens stand in the provider's queue. */
export const SENT = [
  "submitting",
  "unsure",
  "running",
  "finishing",
  "cancelling",
] as const satisfies PartState[];
/** The provider has not heard of it. */
export const WAITING = ["held", "queued"] as const satisfies PartState[];

const within = (list: readonly PartState[]) => (state: PartState) => list.includes(state);
export const isOver = within(OVER);
export const isSent = within(SENT);
export const isWaiting = within(WAITING);

/** What the provider's word means for the part. It is over only after its results were read. */
export function stateOfRemote({ state }: Pick<RemoteBatch, "state">): PartState {
  switch (state) {
    case "validating":
    case "running":
      return "running";
    case "cancelling":
      return "cancelling";
    case "finishing":
    case "over":
      return "finishing";
    default:
      return state satisfies never;
  }
}

/** Where a part ends once every request has its outcome. */
export function endOfRemote({ ending }: Pick<RemoteBatch, "ending">): PartState {
  return ending ?? "completed";
}
