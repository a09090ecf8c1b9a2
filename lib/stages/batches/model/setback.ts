import { isOver, isWaiting, type PartState } from "./part";
import type { Reason } from "./view";

/** What the latest batch of a connection met that a person mends at the connection or at its provider. */
export type Setback = { batchId: string; kind: "failed" | "waits" | "unseen"; message: string };

const WAITS = new Set(["put-off", "connection"]);
const UNSEEN = new Set(["provider-refused", "connection"]);

/** Null: nothing, or nothing that lies in the connection. `setupCodes`: those of its provider. */
export function setbackOf(
  { batchId, state, reason }: { batchId: string; state: PartState; reason: Reason | null },
  setupCodes: readonly string[],
): Setback | null {
  if (!reason) return null;
  const { code, message } = reason;
  if (isWaiting(state)) return WAITS.has(code) ? { batchId, kind: "waits", message } : null;
  if (!isOver(state)) return UNSEEN.has(code) ? { batchId, kind: "unseen", message } : null;
  return state === "failed" && setupCodes.includes(code) ? { batchId, kind: "failed", message } : null;
}
