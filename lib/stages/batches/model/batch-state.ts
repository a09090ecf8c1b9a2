import type { BatchState } from "@/lib/core/values";
import { isOver, type PartState } from "./part";
import type { BatchGroup } from "./view";

type Part = { state: PartState };

/** The first that any part is in says where the batch is: what needs a person, then what is furthest on. */
const LOUDEST = [
  "unsure",
  "cancelling",
  "running",
  "finishing",
  "submitting",
  "queued",
  "held",
] as const satisfies PartState[];

export type Rest = {
  /** open: what is left is being run, or will be, as single calls. done: nothing of it was left unrun. */
  rest: "none" | "open" | "done";
  before: BatchState;
};

/** Where a batch is, from its parts. Without parts it stays where it was: nothing is prepared yet. */
export function batchStateOf(parts: readonly Part[], { before, rest }: Rest): BatchState {
  if (parts.length === 0) return before;
  const has = (state: PartState) => parts.some((part) => part.state === state);
  const open = LOUDEST.find(has);
  if (open) return open;
  if (rest === "open") return "finishing";
  if (rest === "done") return "completed";
  if (has("cancelled")) return "cancelled";
  if (has("expired")) return "expired";
  return has("completed") ? "completed" : "failed";
}

const ENDED: readonly BatchState[] = ["completed", "failed", "expired", "cancelled"];
const NOT_BEGUN: readonly BatchState[] = ["preflight", "blocked", "held", "scheduled"];

export const isEnded = (state: BatchState) => ENDED.includes(state);
/** Nothing of it was ever queued: it can be started, changed or thrown away. */
export const isUnbegun = (state: BatchState) => NOT_BEGUN.includes(state);

export function groupOf(state: BatchState): BatchGroup {
  if (isEnded(state)) return "finished";
  return isUnbegun(state) ? "waiting" : "running";
}

export const STATES_OF_GROUP: Record<BatchGroup, readonly BatchState[]> = {
  finished: ENDED,
  waiting: NOT_BEGUN,
  running: ["queued", "submitting", "unsure", "running", "finishing", "cancelling"],
};

/** A canary that is done while the rest is held: a person looks, and releases. */
export function awaitsRelease(parts: readonly (Part & { isCanary: boolean })[]): boolean {
  const canary = parts.filter(({ isCanary }) => isCanary);
  return (
    canary.length > 0 &&
    canary.every(({ state }) => isOver(state)) &&
    parts.some(({ state }) => state === "held")
  );
}
