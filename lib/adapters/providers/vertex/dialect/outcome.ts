import { isRecord, recordOf, textOf } from "@/lib/core/json";
import type { ItemOutcome, ResultLine } from "@/lib/core/provider";
import { parseBytes } from "@/lib/platform/http/json-line";
import { ID_COLUMN, ID_LABEL } from "./names";
import { usageOf } from "./usage";
import { verdictOf, wordOf } from "./words";

const nothing = { usage: null, model: null, tier: null, response: null, error: null };
const fine = { status: "succeeded", code: null, message: null, remedy: null, error: null } as const;

/** One line of a prediction or error file, or one row of an output table. */
export function readResult({ bytes }: ResultLine): ItemOutcome {
  const line = parseBytes(bytes);
  if (!isRecord(line)) return brokenLine(bytes);
  const id = idOf(line);
  const status = textOf(line.status);
  if (status !== null) return failed(id, errorIn(status));
  if (isRecord(line.error)) return failed(id, reasonOf(line.error));
  return answered(id, line.response);
}

/** An answer that calls itself a success, from a row or from a single call. */
export function answered(id: string | null, response: unknown): ItemOutcome {
  const answer = recordOf(response);
  if (!answer || Object.keys(answer).length === 0) {
    const message = "Vertex AI says that it worked, but the answer is empty.";
    return { ...nothing, id, status: "failed", code: "empty_answer", message, remedy: "resend" };
  }
  const usage = recordOf(answer.usageMetadata);
  return {
    ...fine,
    id,
    usage: usageOf(usage),
    model: textOf(answer.modelVersion),
    tier: textOf(usage?.trafficType),
    response,
  };
}

export type Reason = { code: string; said: string; error: unknown };

export function failed(id: string | null, { code, said, error }: Reason): ItemOutcome {
  return { ...nothing, id, status: "failed", code, ...verdictOf(code, said), error };
}

/** Google's error object, as it stands in an answer or a file. */
export function reasonOf(error: Record<string, unknown>): Reason {
  const number = typeof error.code === "number" ? error.code : null;
  const word = textOf(error.status);
  const code = word && /^[A-Z_]{1,40}$/.test(word) ? word : number === null ? "UNKNOWN" : codeOf(number);
  return { code, said: textOf(error.message) ?? "", error };
}

const RPC = [
  "OK",
  "CANCELLED",
  "UNKNOWN",
  "INVALID_ARGUMENT",
  "DEADLINE_EXCEEDED",
  "NOT_FOUND",
  "ALREADY_EXISTS",
  "PERMISSION_DENIED",
  "RESOURCE_EXHAUSTED",
  "FAILED_PRECONDITION",
  "ABORTED",
  "OUT_OF_RANGE",
  "UNIMPLEMENTED",
  "INTERNAL",
  "UNAVAILABLE",
  "DATA_LOSS",
  "UNAUTHENTICATED",
];

/** Files and resources count from 1 to 16, answers in HTTP's numbers. */
export const codeOf = (number: number): string => RPC[number] ?? wordOf(number);

/** A status is free text with the error as JSON behind its beginning: `Bad Request: {"error": {…}}`. */
function errorIn(status: string): Reason {
  const start = status.indexOf("{");
  const parsed = start < 0 ? undefined : parseText(status.slice(start));
  const error = isRecord(parsed) ? (recordOf(parsed.error) ?? parsed) : null;
  if (error) return { ...reasonOf(error), error };
  const code = /^Bad Request/i.test(status) ? "INVALID_ARGUMENT" : "UNKNOWN";
  return { code, said: status, error: { message: status } };
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A column of the table; in files the label that comes back with the request. */
function idOf(line: Record<string, unknown>): string | null {
  const column = textOf(line[ID_COLUMN]);
  if (column !== null) return column;
  const request = recordOf(line.request) ?? recordOf(recordOf(line.instance)?.request);
  return textOf(recordOf(request?.labels)?.[ID_LABEL]);
}

/** The line is no JSON. Its id may still be read: inside a text its quotes would be escaped, so it is no word of a prompt. */
function brokenLine(bytes: Uint8Array): ItemOutcome {
  const text = new TextDecoder().decode(bytes);
  const id = /[{,]\s*"(?:custom_id|offpeak_id)"\s*:\s*"([\w-]{1,64})"/.exec(text)?.[1] ?? null;
  const message = "Vertex AI's result for this request cannot be read.";
  return { ...nothing, id, status: "failed", code: "unreadable_result", message, remedy: "resend" };
}
