import { isRecord, recordOf, textOf } from "@/lib/core/json";
import { formatWhole } from "@/lib/core/numbers";
import type { ItemOutcome, ResultLine, Usage } from "@/lib/core/provider";
import { parseBytes } from "@/lib/platform/http/json-line";
import { usageOf } from "./usage";
import { verdictOf } from "./words";

type Body = Record<string, unknown>;
const nothing = { usage: null, model: null, tier: null, response: null, error: null };
const fine = { status: "succeeded", code: null, message: null, remedy: null, error: null } as const;

/** One row of an output file, or what the manifest says against them. */
export function readResult({ part, bytes }: ResultLine): ItemOutcome {
  const line = parseBytes(bytes);
  if (part === "summary") return summaryOutcome(recordOf(line));
  if (!isRecord(line)) return brokenLine(bytes);
  const id = textOf(line.recordId);
  if (part === "unworked") return unworkedOutcome(id, textOf(line.unworked));
  if (line.error != null) return errorOutcome(id, line.error);
  return answerOutcome({ id, answer: recordOf(line.modelOutput), told: null });
}

/** `told`: what the headers of a single call said of its tokens, for bodies that name none. */
export type Answer = { id: string | null; answer: Body | null; told: Usage | null; tier?: string | null };

export function answerOutcome({ id, answer, told, tier = null }: Answer): ItemOutcome {
  if (!answer || Object.keys(answer).length === 0) {
    const code = answer ? "empty_answer" : "no_answer";
    return { ...nothing, id, status: "failed", code, ...verdictOf({ status: 500, code, said: "" }) };
  }
  const refusal = recordOf(answer.error);
  if (answer.type === "error" || refusal) return errorOutcome(id, refusal ?? answer);
  return {
    ...fine,
    id,
    usage: usageOf(answer) ?? told,
    model: textOf(answer.model),
    tier: tier ?? textOf(recordOf(answer.serviceTier)?.type) ?? textOf(answer.service_tier),
    response: answer,
  };
}

/** `errorCode` is the status that a single call would have had. */
export function errorOutcome(id: string | null, error: unknown): ItemOutcome {
  const reason = recordOf(error);
  const given = reason?.errorCode ?? reason?.code ?? reason?.type;
  const status = statusOf(given);
  const code = status === null ? safeCode(textOf(given) ?? "error") : `http_${status}`;
  const said = textOf(reason?.errorMessage) ?? textOf(reason?.message) ?? textOf(error) ?? "";
  return { ...nothing, id, status: "failed", code, ...verdictOf({ status, code, said }), error };
}

function statusOf(given: unknown): number | null {
  const status = typeof given === "string" && /^\d{3}$/.test(given) ? Number(given) : given;
  return typeof status === "number" && Number.isInteger(status) && status >= 100 && status < 600
    ? status
    : null;
}

const UNWORKED: Record<string, [ItemOutcome["status"], string]> = {
  expired: ["expired", "It did not run before the batch's window closed."],
  cancelled: ["cancelled", "It did not run before the batch was cancelled."],
};

/** A record that never ran, as our own reading of the input found it. */
function unworkedOutcome(id: string | null, why: string | null): ItemOutcome {
  const [status, message] = UNWORKED[why ?? ""] ?? ["failed", "It did not run before the job failed."];
  return { ...nothing, id, status, code: "not_worked", message, remedy: "resend" };
}

/** No request of ours: it tells that the provider's own account of the whole differs from the rows. */
function summaryOutcome(summary: Body | null): ItemOutcome {
  const [told, found] = [summary?.manifest, summary?.rows].map((count) =>
    typeof count === "number" ? formatWhole(count) : "another number of",
  );
  const message = `Bedrock's manifest counts ${told} records, and the result files hold ${found}.`;
  return { ...nothing, id: null, status: "failed", code: "summary-differs", message, remedy: null };
}

/** The line is no JSON. Its id may still be read: then one request failed, and not nobody's. */
function brokenLine(bytes: Uint8Array): ItemOutcome {
  const decode = (from: number, to?: number) => new TextDecoder().decode(bytes.subarray(from, to));
  const id =
    /^\s*\{\s*"recordId"\s*:\s*"([\w-]{1,64})"/.exec(decode(0, 200))?.[1] ??
    /"recordId"\s*:\s*"([\w-]{1,64})"\s*\}?\s*$/.exec(decode(-200))?.[1] ??
    null;
  const message = "Bedrock's result for this request cannot be read.";
  return { ...nothing, id, status: "failed", code: "unreadable_result", message, remedy: "resend" };
}

/** Codes are shown and stored: a server that writes sentences there gets a plain one. */
const safeCode = (code: string) => (/^[\w.:-]{1,80}$/.test(code) ? code : "error");
