import { isRecord, recordOf, textOf } from "@/lib/core/json";
import type { ItemOutcome, ResultLine } from "@/lib/core/provider";
import { parseBytes } from "@/lib/platform/http/json-line";
import { usageOf } from "./usage";
import { type Verdict, verdictOf } from "./words";

type Failed = Pick<ItemOutcome, "id" | "status" | "code" | "error"> & { verdict: Verdict };

// Written out, here and below: an object that is spread together costs ten times as much, and there are 100,000.
function failed({ id, status, code, verdict, error }: Failed): ItemOutcome {
  return {
    id,
    status,
    code,
    message: verdict.message,
    remedy: verdict.remedy,
    usage: null,
    model: null,
    tier: null,
    response: null,
    error: error ?? null,
  };
}

const resend = (message: string): Verdict => ({ message, remedy: "resend" });

/** One line of the results. */
export function readResult({ bytes }: ResultLine): ItemOutcome {
  const line = parseBytes(bytes);
  if (!isRecord(line)) return brokenLine(bytes);
  const id = textOf(line.custom_id);
  const result = recordOf(line.result);
  switch (result?.type) {
    case "succeeded":
      return outcomeOfMessage(id, result.message);
    case "errored":
      return outcomeOfError(id, result.error, null);
    case "expired":
      return notWorked(id, "expired", "It did not run before the batch's window closed.");
    case "canceled":
    case "cancelled":
      return notWorked(id, "cancelled", "It did not run before the batch was cancelled.");
    default:
      return strangeResult(id, result);
  }
}

/** A message, from a result or a single call. */
export function outcomeOfMessage(id: string | null, value: unknown): ItemOutcome {
  const message = recordOf(value);
  if (!message || Object.keys(message).length === 0) {
    const verdict = resend("Anthropic says that it worked, but the answer is empty.");
    return failed({ id, status: "failed", code: "empty_answer", verdict, error: value });
  }
  const usage = recordOf(message.usage);
  return {
    id,
    status: "succeeded",
    code: null,
    message: null,
    remedy: null,
    usage: usageOf(usage),
    model: textOf(message.model),
    tier: textOf(usage?.service_tier),
    response: message,
    error: null,
  };
}

/** The kind of an error lies in `error.error.type`: the outer `type` is always `error`. */
export function outcomeOfError(id: string | null, value: unknown, status: number | null): ItemOutcome {
  const outer = recordOf(value);
  const error = recordOf(outer?.error) ?? outer;
  const told = textOf(error?.type);
  const type = told && told !== "error" ? told : typeOfStatus(status);
  const code = /^[\w.:-]{1,80}$/.test(type) ? type : "error";
  const verdict = verdictOf({ type, said: textOf(error?.message) ?? "" });
  return failed({ id, status: "failed", code, verdict, error: value });
}

/** Errors without a body of the provider's, such as a gateway's page. */
function typeOfStatus(status: number | null): string {
  if (status === 413) return "request_too_large";
  if (status === 404) return "not_found_error";
  if (status !== null && status >= 400 && status < 500 && status !== 408 && status !== 409)
    return "invalid_request_error";
  return "api_error";
}

function notWorked(id: string | null, status: "expired" | "cancelled", message: string): ItemOutcome {
  return failed({ id, status, code: `batch_${status}`, verdict: resend(message), error: null });
}

function strangeResult(id: string | null, result: Record<string, unknown> | null): ItemOutcome {
  const verdict = resend("Anthropic's result for this request is of an unknown kind.");
  return failed({ id, status: "failed", code: "unknown_result", verdict, error: result });
}

/** The line is no JSON. Its id may still be read: then one request failed, and not nobody's. */
function brokenLine(bytes: Uint8Array): ItemOutcome {
  const head = new TextDecoder().decode(bytes.subarray(0, 2000));
  const id = /"custom_id"\s*:\s*"([\w-]{1,64})"/.exec(head)?.[1] ?? null;
  const verdict = resend("Anthropic's result for this request cannot be read.");
  return failed({ id, status: "failed", code: "unreadable_result", verdict, error: null });
}
