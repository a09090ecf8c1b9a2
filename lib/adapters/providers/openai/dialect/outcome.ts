import { isRecord, recordOf, textOf } from "@/lib/core/json";
import type { ItemOutcome, ResultLine } from "@/lib/core/provider";
import { parseBytes } from "@/lib/platform/http/json-line";
import { usageOf } from "./usage";
import { verdictOf } from "./words";

const nothing = { usage: null, model: null, tier: null, response: null, error: null };
const fine = { status: "succeeded", code: null, message: null, remedy: null, error: null } as const;

/** One line of an output or error file. */
export function readResult({ bytes }: ResultLine): ItemOutcome {
  const line = parseBytes(bytes);
  if (!isRecord(line)) return brokenLine(bytes);
  const id = textOf(line.custom_id);
  const response = recordOf(line.response);
  if (response)
    return outcomeOf({ id, status: numberOf(response.status_code), body: response.body, error: line.error });
  return notAnswered(id, line.error);
}

export type Answer = { id: string | null; status: number | null; body: unknown; error: unknown };

/** An HTTP answer, from a result file or a single call. The status counts first, then what the body says. */
export function outcomeOf({ id, status, body, error }: Answer): ItemOutcome {
  const answer = recordOf(body);
  const told = {
    usage: usageOf(answer?.usage),
    model: textOf(answer?.model),
    tier: textOf(answer?.service_tier),
  };
  const wrong = status === 200 ? wrongInside(answer) : null;
  if (status === 200 && !wrong) return { ...fine, id, ...told, response: body };
  const reason = recordOf(answer?.error) ?? recordOf(error);
  const code = wrong ?? codeOf(reason) ?? (status ? `http_${status}` : "no_answer");
  const param = textOf(reason?.param);
  const said = textOf(reason?.message) ?? "";
  // An error inside a 200 is a failure of the answer, not of the request.
  const verdict = verdictOf({ status: status === 200 ? 500 : status, code, param, said });
  return {
    ...nothing,
    id,
    status: "failed",
    code: safeCode(code),
    ...verdict,
    ...told,
    error: reason ?? body,
  };
}

/** What is wrong with an answer that calls itself a success; null when nothing is. */
function wrongInside(answer: Record<string, unknown> | null): string | null {
  if (!answer || Object.keys(answer).length === 0) return "empty_answer";
  const refusal = recordOf(answer.error);
  if (refusal) return codeOf(refusal) ?? "error";
  return answer.status === "failed" ? "failed_answer" : null;
}

const EXPIRED = new Set(["batch_expired", "request_expired", "expired"]);
const CANCELLED = new Set([
  "batch_cancelled",
  "batch_canceled",
  "request_cancelled",
  "cancelled",
  "canceled",
]);

/** Lines without a response never ran: the window closed, or the batch was cancelled. */
function notAnswered(id: string | null, error: unknown): ItemOutcome {
  const reason = recordOf(error);
  const code = codeOf(reason) ?? textOf(error) ?? "no_answer";
  const end = EXPIRED.has(code) ? "expired" : CANCELLED.has(code) ? "cancelled" : null;
  const verdict = verdictOf({
    status: null,
    code: end === null ? code : `batch_${end}`,
    param: textOf(reason?.param),
    said: textOf(reason?.message) ?? "",
  });
  return { ...nothing, id, status: end ?? "failed", code: safeCode(code), ...verdict, error: error ?? null };
}

/** The line is no JSON. Its id may still be read: then one request failed, and not nobody's. */
function brokenLine(bytes: Uint8Array): ItemOutcome {
  const head = new TextDecoder().decode(bytes.subarray(0, 2000));
  const id = /"custom_id"\s*:\s*"([\w-]{1,64})"/.exec(head)?.[1] ?? null;
  const message = "OpenAI's result for this request cannot be read.";
  return { ...nothing, id, status: "failed", code: "unreadable_result", message, remedy: "resend" };
}

function codeOf(reason: Record<string, unknown> | null): string | null {
  return textOf(reason?.code) ?? textOf(reason?.type);
}

/** Codes are shown and stored: a server that writes sentences there gets a plain one. */
const safeCode = (code: string) => (/^[\w.:-]{1,80}$/.test(code) ? code : "error");

const numberOf = (value: unknown) => (typeof value === "number" ? value : null);
