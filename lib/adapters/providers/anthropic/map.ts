import type { RemoteBatch, RemoteCounts } from "@/lib/core/provider";
import type { WireBatch } from "./api";

const STATES: Record<string, RemoteBatch["state"]> = {
  in_progress: "running",
  canceling: "cancelling",
  ended: "over",
};

/** A batch in our words. A status that we do not know means that it still runs. */
export function remoteBatch(wire: WireBatch, now = new Date()): RemoteBatch {
  const rawState = wire.processing_status ?? "unknown";
  const state = STATES[rawState] ?? "running";
  const isOver = state === "over";
  return {
    id: wire.id,
    state,
    ending: isOver ? endingOf(wire) : null,
    rawState,
    counts: countsOf(wire, isOver),
    hasResults: isOver && !wire.archived_at,
    createdAt: instantOf(wire.created_at) ?? now,
    expiresAt: instantOf(wire.expires_at),
    endedAt: isOver ? instantOf(wire.ended_at) : null,
    // A batch does not fail as a whole here: what is wrong with a request is told with its result.
    failure: null,
  };
}

/** `ended` is all that Anthropic says; how, the counts tell. */
function endingOf({ request_counts: counts }: WireBatch): RemoteBatch["ending"] {
  if (counts?.canceled) return "cancelled";
  return counts?.expired ? "expired" : "completed";
}

export function totalOf({ request_counts: counts }: WireBatch): number | null {
  if (!counts) return null;
  const { processing, succeeded, errored, canceled, expired } = counts;
  return (processing ?? 0) + (succeeded ?? 0) + (errored ?? 0) + (canceled ?? 0) + (expired ?? 0);
}

/** Until the whole batch ends everything counts as processing, and zeros say nothing. */
function countsOf(wire: WireBatch, isOver: boolean): RemoteCounts | null {
  const total = totalOf(wire);
  if (!total) return null;
  const { succeeded, errored, canceled, expired } = wire.request_counts ?? {};
  const told = (count: number | null | undefined) => (isOver ? (count ?? null) : count || null);
  return {
    total,
    succeeded: told(succeeded),
    failed: told(errored),
    expired: told(expired),
    cancelled: told(canceled),
  };
}

export function instantOf(text: string | null | undefined): Date | null {
  const date = text ? new Date(text) : null;
  return date && !Number.isNaN(date.getTime()) ? date : null;
}
