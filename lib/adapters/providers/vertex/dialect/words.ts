import { formatWhole } from "@/lib/core/numbers";

export type Verdict = { message: string; remedy: "fix" | "resend" };

const fix = (message: string): Verdict => ({ message, remedy: "fix" });
const resend = (message: string): Verdict => ({ message, remedy: "resend" });

const BY_CODE: Record<string, Verdict> = {
  INVALID_ARGUMENT: fix("Vertex AI refused the request."),
  FAILED_PRECONDITION: fix("Vertex AI refused the request as things stand."),
  OUT_OF_RANGE: fix("A value of the request is out of range."),
  NOT_FOUND: fix("The model or what the request names does not exist."),
  PERMISSION_DENIED: fix("The account may not do this."),
  UNAUTHENTICATED: fix("The account was not accepted."),
  UNIMPLEMENTED: fix("The model cannot do what the request asks."),
  RESOURCE_EXHAUSTED: resend("Vertex AI had no room for the request."),
  ABORTED: resend("Vertex AI gave the request up."),
  CANCELLED: resend("The request was cancelled."),
  DEADLINE_EXCEEDED: resend("Vertex AI ran out of time."),
  UNAVAILABLE: resend("Vertex AI was overloaded."),
  INTERNAL: resend("Vertex AI had an error of its own."),
  UNKNOWN: resend("Vertex AI had an error of its own."),
  DATA_LOSS: resend("Vertex AI had an error of its own."),
};

const BY_STATUS: Record<number, string> = {
  400: "INVALID_ARGUMENT",
  401: "UNAUTHENTICATED",
  403: "PERMISSION_DENIED",
  404: "NOT_FOUND",
  409: "ABORTED",
  429: "RESOURCE_EXHAUSTED",
  499: "CANCELLED",
  500: "INTERNAL",
  501: "UNIMPLEMENTED",
  503: "UNAVAILABLE",
  504: "DEADLINE_EXCEEDED",
};

/** Google's word for a numeric status, where an error bears no word of its own. */
export const wordOf = (status: number): string =>
  BY_STATUS[status] ?? (status >= 500 ? "INTERNAL" : "INVALID_ARGUMENT");

/** What an error means, in our words: the provider's own may quote the prompt. */
export function verdictOf(code: string, said: string): Verdict {
  const long = tooLong(said);
  if (long) return long;
  if (/cached ?content/i.test(said))
    return fix("The request names an explicit cache, which a batch refuses.");
  const known = BY_CODE[code] ?? resend("Vertex AI could not work the request.");
  const name = known.remedy === "fix" ? unknownName(said) : null;
  return name ? { ...known, message: known.message.replace(/\.$/, ` (${name}).`) } : known;
}

/** `Unknown name "stream": Cannot find field` names a parameter, and no word of a prompt. */
function unknownName(said: string): string | null {
  return /Unknown name "([A-Za-z0-9_]{1,60})"/.exec(said)?.[1] ?? null;
}

/** The two numbers are all that is taken out of the provider's sentence. */
function tooLong(said: string): Verdict | null {
  const match =
    /input token count \(?(\d+)\)? exceeds the maximum number of tokens allowed \(?(\d+)\)?/i.exec(said);
  if (!match?.[1] || !match[2]) return null;
  return fix(`Prompt is ${formatWhole(BigInt(match[1]))} tokens, limit ${formatWhole(BigInt(match[2]))}.`);
}
