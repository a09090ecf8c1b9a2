import { formatDuration, formatInstant } from "@/lib/core/instants";
import type { BatchRow } from "@/lib/stages/batches/model/view";
import { type Axis, placeOf, type Stretch, stretchOf } from "./axis";

export type Timed = Pick<
  BatchRow,
  "state" | "startedAt" | "deadlineAt" | "endedAt" | "eta" | "isAtRisk" | "fallbackAt"
>;

/** What is drawn of one window, in percent of the axis. */
export type WindowShape = {
  elapsed: Stretch | null;
  left: Stretch | null;
  /** Not begun: its outline alone. */
  planned: Stretch | null;
  end: { at: number; mark: "done" | "lost" | "stopped" } | null;
  /** From now to the expected finish, past the deadline. */
  late: Stretch | null;
  /** Where the rest runs as sync. */
  pin: number | null;
};

const DAY = 24 * 3_600_000;

export function windowShape(row: Timed, axis: Axis): WindowShape {
  const { startedAt, deadlineAt, endedAt } = row;
  const none = { elapsed: null, left: null, planned: null, end: null, late: null, pin: null };
  const pin = row.fallbackAt && !endedAt ? placeOf(axis, row.fallbackAt) : null;
  if (!startedAt) {
    if (row.state !== "scheduled" || !deadlineAt) return none;
    return { ...none, planned: stretchOf(axis, deadlineAt.getTime() - DAY, deadlineAt), pin };
  }
  const until = endedAt ?? axis.now;
  return {
    ...none,
    elapsed: stretchOf(axis, startedAt, until),
    left: deadlineAt && stretchOf(axis, until, deadlineAt),
    end: endedAt && endedAt.getTime() >= axis.from ? { at: placeOf(axis, endedAt), mark: markOf(row) } : null,
    late: lateBy(row) === null || !row.eta ? null : stretchOf(axis, axis.now, row.eta),
    pin,
  };
}

/** How long after its deadline it is expected to end; null while it is expected to hold it. */
export function lateBy({ isAtRisk, eta, deadlineAt, endedAt }: Timed): number | null {
  if (!isAtRisk || endedAt || !eta || !deadlineAt || eta <= deadlineAt) return null;
  return eta.getTime() - deadlineAt.getTime();
}

function markOf({ state }: Timed): "done" | "lost" | "stopped" {
  if (state === "completed") return "done";
  return state === "cancelled" ? "stopped" : "lost";
}

/** The drawing in one sentence. */
export function windowSentence(row: Timed, now: Date): string {
  const { startedAt, deadlineAt, endedAt } = row;
  if (!startedAt)
    return row.state === "scheduled" && deadlineAt
      ? `Starts ${formatInstant(new Date(deadlineAt.getTime() - DAY))}.`
      : "Not started.";
  const spent = formatDuration((endedAt ?? now).getTime() - startedAt.getTime());
  const late = lateBy(row);
  const words = [`Started ${formatInstant(startedAt)}`];
  if (endedAt) words.push(`ended after ${spent}`);
  else {
    words.push(`${spent} elapsed`);
    if (deadlineAt) words.push(`deadline ${formatInstant(deadlineAt)}`);
    if (late !== null) words.push(`expected ${formatDuration(late)} late`);
    if (row.fallbackAt) words.push(`the rest runs as sync ${formatInstant(row.fallbackAt)}`);
  }
  return `${words.join(", ")}.`;
}
