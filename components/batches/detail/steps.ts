import { formatNear } from "@/lib/core/instants";
import type { BatchState } from "@/lib/core/values";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import { STATE_WORDS, sinceWords } from "../words";

export type Step = { word: string; note: string | null; at: "done" | "now" | "lost" | "next" };

/** Which step a state stands on; the last one for all that is over. */
const PLACE: Record<BatchState, number> = {
  preflight: 1,
  blocked: 1,
  held: 2,
  scheduled: 2,
  queued: 2,
  submitting: 2,
  unsure: 2,
  running: 3,
  cancelling: 3,
  finishing: 4,
  completed: 5,
  failed: 5,
  expired: 5,
  cancelled: 5,
};

/** The six steps of a batch, with the time of each where one is known. */
export function stepsOf(batch: BatchDetail, now: Date): Step[] {
  const { state, createdAt, startedAt, deadlineAt, endedAt, parts } = batch;
  const place = PLACE[state];
  const sent = parts.flatMap(({ submittedAt }) => submittedAt ?? []).sort((a, b) => +a - +b)[0];
  const steps: [string, string | null][] = [
    ["Uploaded", sinceWords(createdAt, now)],
    [state === "blocked" ? "Blocked" : "Checked", null],
    ["Sent", sent ? sinceWords(sent, now) : place === 2 ? STATE_WORDS[state].toLowerCase() : null],
    [
      state === "cancelling" ? "Cancelling" : "Running",
      startedAt && place > 2 ? `${place === 3 ? "since " : ""}${sinceWords(startedAt, now)}` : null,
    ],
    ["Reading results", null],
    [lastWord(state), lastNote({ endedAt, deadlineAt }, now)],
  ];
  const isLost = state === "failed" || state === "expired" || state === "cancelled";
  return steps.map(([word, note], index) => ({ word, note, at: standing(index, place, isLost, batch) }));
}

function standing(index: number, place: number, isLost: boolean, batch: BatchDetail): Step["at"] {
  if (place === 5) {
    if (index === 5) return isLost ? "lost" : "done";
    // What ended before it was sent never ran.
    return index >= 2 && !batch.startedAt ? "next" : "done";
  }
  if (index === place) return batch.state === "blocked" ? "lost" : "now";
  return index < place ? "done" : "next";
}

function lastWord(state: BatchState): string {
  return PLACE[state] === 5 && state !== "completed" ? STATE_WORDS[state] : "Results";
}

function lastNote(
  { endedAt, deadlineAt }: Pick<BatchDetail, "endedAt" | "deadlineAt">,
  now: Date,
): string | null {
  if (endedAt) return sinceWords(endedAt, now);
  return deadlineAt ? `by ${formatNear(deadlineAt, now)}` : null;
}
