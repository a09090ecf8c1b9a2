import { formatWhole } from "@/lib/core/numbers";
import type { RemoteBatch, RemoteCounts, Submission } from "@/lib/core/provider";
import type { WireBatch } from "./api";

type State = Pick<RemoteBatch, "state" | "ending">;

const STATES: Record<string, State> = {
  validating: { state: "validating", ending: null },
  in_progress: { state: "running", ending: null },
  finalizing: { state: "finishing", ending: null },
  cancelling: { state: "cancelling", ending: null },
  canceling: { state: "cancelling", ending: null },
  completed: { state: "over", ending: "completed" },
  failed: { state: "over", ending: "failed" },
  expired: { state: "over", ending: "expired" },
  cancelled: { state: "over", ending: "cancelled" },
  canceled: { state: "over", ending: "cancelled" },
};

/** A batch in our words. A status that we do not know means that it still runs. */
export function remoteBatch(wire: WireBatch, now = new Date()): RemoteBatch {
  const rawState = wire.status ?? "unknown";
  const { state, ending } = STATES[rawState] ?? { state: "running", ending: null };
  const end = wire.completed_at ?? wire.failed_at ?? wire.expired_at ?? wire.cancelled_at;
  return {
    id: wire.id,
    state,
    ending,
    rawState,
    counts: countsOf(wire, ending),
    hasResults: resultFiles(wire).length > 0,
    createdAt: instantOf(wire.created_at) ?? now,
    expiresAt: instantOf(wire.expires_at),
    endedAt: state === "over" ? instantOf(end) : null,
    failure: ending === "failed" ? failureOf(wire) : null,
  };
}

export type ResultFile = { part: "output" | "errors"; id: string };

/** A batch whose lines all failed has an error file alone; an empty id is none. */
export function resultFiles(wire: WireBatch): ResultFile[] {
  const files: ResultFile[] = [];
  if (wire.output_file_id) files.push({ part: "output", id: wire.output_file_id });
  if (wire.error_file_id) files.push({ part: "errors", id: wire.error_file_id });
  return files;
}

/** While it validates all counts are zero, which says nothing. What did not finish is counted nowhere. */
function countsOf(wire: WireBatch, ending: RemoteBatch["ending"]): RemoteCounts | null {
  const { total, completed, failed } = wire.request_counts ?? {};
  if (!total) return null;
  const known = completed != null && failed != null;
  const left = known ? Math.max(0, total - completed - failed) : null;
  return {
    total,
    succeeded: completed ?? null,
    failed: failed ?? null,
    expired: unfinished("expired", ending, left),
    cancelled: unfinished("cancelled", ending, left),
  };
}

function unfinished(kind: "expired" | "cancelled", ending: RemoteBatch["ending"], left: number | null) {
  if (ending === null) return null;
  return ending === kind ? left : 0;
}

const WHY: Record<string, string> = {
  invalid_json_line: "A line is no JSON.",
  duplicate_custom_id: "Two lines have the same id.",
  missing_required_parameter: "A line lacks a parameter that must be there.",
  model_mismatch: "The lines name more than one model.",
  mismatched_model: "The lines name more than one model.",
  url_mismatch: "A line is for another path than the batch.",
  mismatched_url: "A line is for another path than the batch.",
  invalid_url: "A line is for a path that no batch takes.",
  invalid_method: "A line has another method than POST.",
  empty_file: "The file holds no requests.",
  model_not_found: "The model does not exist, or cannot be used in a batch with this key.",
  too_many_tasks: "The file holds more requests than one batch may.",
};

/** Codes of a full queue: nothing ran, and the same file is welcome when there is room. */
const QUEUE_FULL = new Set(["token_limit_exceeded", "enqueued_token_limit_exceeded"]);

function failureOf({ errors }: WireBatch): RemoteBatch["failure"] {
  const all = errors?.data ?? [];
  const first = all.find(({ code }) => code && QUEUE_FULL.has(code)) ?? all[0];
  const code = first?.code || "refused_input";
  if (QUEUE_FULL.has(code)) return { code, message: queueWords(first?.message ?? ""), retry: true };
  const where = first?.line ? ` First at line ${formatWhole(first.line)} of the file.` : "";
  const more = all.length > 1 ? ` ${formatWhole(all.length)} problems in all.` : "";
  const why = WHY[code] ?? "OpenAI refused the file.";
  return { code, message: `${why}${where}${more}`, retry: false };
}

function queueWords(message: string): string {
  const limit = /limit:\s*([\d,.]+)/i.exec(message)?.[1]?.replace(/\D/g, "");
  const allowed = limit ? ` It takes ${formatWhole(Number(limit))} tokens of this model at a time.` : "";
  return `OpenAI's queue is full.${allowed} The batch waits until there is room.`;
}

/** Unix seconds; other servers also write milliseconds or texts. */
export function instantOf(value: WireBatch["created_at"]): Date | null {
  if (value === null || value === undefined || value === "") return null;
  const number = Number(value);
  const date = Number.isNaN(number) ? new Date(value) : new Date(number > 1e11 ? number : number * 1000);
  return Number.isNaN(date.getTime()) ? null : date;
}

export const MARK = "offpeak_job";
const MOST_PAIRS = 16;

/** Our mark, and the labels as far as OpenAI has room for them: 16 pairs, names of 64 characters, values of 512. */
export function metadataOf({ key, labels }: Pick<Submission, "key" | "labels">): Record<string, string> {
  const metadata: Record<string, string> = { [MARK]: key };
  for (const [name, value] of Object.entries(labels)) {
    const short = cut(name, 64);
    if (short === "" || short in metadata || value === "") continue;
    if (Object.keys(metadata).length === MOST_PAIRS) break;
    metadata[short] = cut(value, 512);
  }
  return metadata;
}

/** Never through the middle of a character. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text.charAt(length - 1)) ? length - 1 : length;
  return text.slice(0, end);
}
