import { isRecord, recordOf, textOf } from "@/lib/core/json";
import type { ItemOutcome, ResultLine } from "@/lib/core/provider";
import { parseBytes } from "@/lib/platform/http/json-line";
import { usageOf } from "./usage";
import { type Verdict, verdictOf } from "./words";

type Told = Pick<ItemOutcome, "usage" | "model" | "tier">;
type Failed = Pick<ItemOutcome, "id" | "status" | "code" | "error"> & { verdict: Verdict; told: Told | null };

const codeForm = /^[\w.:-]{1,80}$/;

// Written out, here and below: an object that is spread together costs ten times as much, and there are 100,000.
function failed({ id, status, code, verdict, told, error }: Failed): ItemOutcome {
  return {
    id,
    status,
    // Codes are shown and stored: a server that writes sentences there gets a plain one.
    code: code !== null && codeForm.test(code) ? code : "error",
    message: verdict.message,
    remedy: verdict.remedy,
    usage: told?.usage ?? null,
    model: told?.model ?? null,
    tier: told?.tier ?? null,
    response: null,
    error: error ?? null,
  };
}

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
  const usage = usageOf(answer?.usage);
  const model = textOf(answer?.model);
  const tier = textOf(answer?.service_tier);
  const wrong = status === 200 ? wrongInside(answer) : null;
  if (status === 200 && !wrong) return succeeded(id, { usage, model, tier }, body);
  const reason = recordOf(answer?.error) ?? recordOf(error);
  const code = wrong ?? codeOf(reason) ?? (status ? `http_${status}` : "no_answer");
  const verdict = verdictOf({
    // An error inside a 200 is a failure of the answer, not of the request.
    status: status === 200 ? 500 : status,
    code,
    param: textOf(reason?.param),
    said: textOf(reason?.message) ?? "",
  });
  return failed({ id, status: "failed", code, verdict, told: { usage, model, tier }, error: reason ?? body });
}

function succeeded(id: string | null, { usage, model, tier }: Told, response: unknown): ItemOutcome {
  return {
    id,
    status: "succeeded",
    code: null,
    message: null,
    remedy: null,
    usage,
    model,
    tier,
    response,
    error: null,
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
  const word = codeOf(reason) ?? textOf(error) ?? "";
  const code = reason || EXPIRED.has(word) || CANCELLED.has(word) ? word : "no_answer";
  const end = EXPIRED.has(code) ? "expired" : CANCELLED.has(code) ? "cancelled" : null;
  const verdict = verdictOf({
    status: null,
    code: end === null ? code : `batch_${end}`,
    param: textOf(reason?.param),
    said: textOf(reason?.message) ?? "",
  });
  return failed({ id, status: end ?? "failed", code, verdict, told: null, error });
}

/** The line is no JSON. Its id may still be read: then one request failed, and not nobody's. */
function brokenLine(bytes: Uint8Array): ItemOutcome {
  const head = new TextDecoder().decode(bytes.subarray(0, 2000));
  const id = /"custom_id"\s*:\s*"([\w-]{1,64})"/.exec(head)?.[1] ?? null;
  const verdict: Verdict = { message: "OpenAI's result for this request cannot be read.", remedy: "resend" };
  return failed({ id, status: "failed", code: "unreadable_result", verdict, told: null, error: null });
}

function codeOf(reason: Record<string, unknown> | null): string | null {
  return textOf(reason?.code) ?? textOf(reason?.type);
}

const numberOf = (value: unknown) => (typeof value === "number" ? value : null);
