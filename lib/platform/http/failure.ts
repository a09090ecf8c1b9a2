import { AppError } from "@/lib/core/errors";

/**
 * Why a call to a provider did not end well, whatever SDK threw it.
 * unreachable: no connection came about, so surely nothing was sent. lost: something may have arrived.
 */
export type Failure =
  | { kind: "status"; status: number; retryAfterSeconds: number | null; body: unknown }
  | { kind: "unreachable"; why: string }
  | { kind: "redirected" }
  | { kind: "lost"; why: string }
  | { kind: "stopped" };

/** These come before the first byte of a request. */
const NEVER_CONNECTED: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ENOTFOUND: "its name is unknown",
  EAI_AGAIN: "its name cannot be looked up now",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is not trusted",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate is not trusted",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate is not trusted",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate is not trusted",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate belongs to another name",
};

/** Reads what an SDK or fetch threw. Both vendors' errors carry `status`, `headers` and the parsed body as `error`. */
export function failureOf(thrown: unknown): Failure {
  const chain = causesOf(thrown);
  for (const link of chain) {
    const status = fieldOf(link, "status");
    if (typeof status !== "number") continue;
    const headers = fieldOf(link, "headers");
    return {
      kind: "status",
      status,
      retryAfterSeconds: headers instanceof Headers ? retryAfterSeconds(headers) : null,
      body: fieldOf(link, "error"),
    };
  }
  for (const link of chain) {
    const why = NEVER_CONNECTED[String(fieldOf(link, "code") ?? "")];
    const syscall = fieldOf(link, "syscall");
    if (why !== undefined || syscall === "connect" || syscall === "getaddrinfo")
      return { kind: "unreachable", why: why ?? "the connection failed" };
  }
  const says = (pattern: RegExp) => chain.some((link) => pattern.test(messageOf(link)));
  if (says(/^bad port$|invalid url/i)) return { kind: "unreachable", why: "this is no address to call" };
  if (says(/unexpected redirect/i)) return { kind: "redirected" };
  if (thrown instanceof SyntaxError || thrown instanceof AppError)
    return { kind: "lost", why: "the answer cannot be read" };
  const isTimeOut = chain.some((link) => /Timeout/.test(nameOf(link)));
  if (!isTimeOut && chain.some((link) => /Abort/.test(nameOf(link)))) return { kind: "stopped" };
  return { kind: "lost", why: isTimeOut ? "no answer came in time" : "the connection broke off" };
}

/** Seconds to wait as the headers say: `retry-after-ms`, or `retry-after` in seconds or as a date. Null: not told. */
export function retryAfterSeconds(headers: Headers, now = Date.now()): number | null {
  const milliseconds = Number.parseFloat(headers.get("retry-after-ms") ?? "");
  if (milliseconds >= 0) return Math.ceil(milliseconds / 1000);
  const text = headers.get("retry-after");
  if (text === null) return null;
  const seconds = Number(text.trim() === "" ? Number.NaN : text);
  if (Number.isFinite(seconds)) return Math.max(0, Math.ceil(seconds));
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}

export type Words = {
  /** `OpenAI` */
  provider: string;
  /** Where the connection leads, without a key: `https://api.openai.com/v1`. */
  address: string;
  /** What the key must be allowed to do: `Batches: write`. */
  permission: string;
  /** What was asked for, when it is absent: `The batch`. */
  what: string;
};

/** The same as an error that a person can act on. What the provider wrote stays out of it: it may quote a key or a prompt. */
export function appErrorOf(failure: Failure, words: Words): AppError {
  switch (failure.kind) {
    case "status":
      return statusError(failure, words);
    case "unreachable":
      return busy(`${words.provider} cannot be reached at ${words.address}: ${failure.why}.`);
    case "redirected":
      return new AppError("provider_refused", redirectedWords(words));
    case "lost":
      return busy(`${words.provider} did not answer as it should: ${failure.why}.`);
    case "stopped":
      return busy(`The call to ${words.provider} was stopped.`);
    default:
      return failure satisfies never;
  }
}

function statusError({ status, retryAfterSeconds }: Failure & { kind: "status" }, words: Words): AppError {
  if (status === 404) return new AppError("not_found", `${words.what} was not found at ${words.provider}.`);
  if (isForNow(status)) return busy(statusWords(status, words), retryAfterSeconds);
  return new AppError("provider_refused", statusWords(status, words));
}

/** Request timeout, conflict, too early, too many, and all that is the server's own trouble. */
export const isForNow = (status: number): boolean =>
  status === 408 || status === 409 || status === 425 || status === 429 || status >= 500;

/** What a status means, in one sentence. */
export function statusWords(status: number, { provider, address, permission }: Words): string {
  if (status === 401) return `${provider} does not accept this key. Replace it in Settings.`;
  if (status === 403) return `The key may not do this at ${provider}. It needs ${permission}.`;
  if (status === 404) return `${provider} has nothing at this address (${address}).`;
  if (status === 413) return `The file is too large for ${provider}.`;
  if (status === 429) return `${provider} asks to slow down.`;
  if (status === 503 || status === 529) return `${provider} is overloaded.`;
  if (status >= 500) return `${provider} had an error of its own (${status}).`;
  return `${provider} refused the request (${status}).`;
}

export const redirectedWords = ({ provider, address }: Words): string =>
  `${address} leads to another address, and a key of ${provider} is sent to none but its own. Correct the base URL.`;

function busy(message: string, retryAfterSeconds: number | null = null): AppError {
  return new AppError("provider_busy", message, retryAfterSeconds === null ? {} : { retryAfterSeconds });
}

/** The error and what lies beneath it; of several attempts to connect, the first. */
function causesOf(thrown: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let link = thrown; link && chain.length < 8; ) {
    chain.push(link);
    const errors = fieldOf(link, "errors");
    link = fieldOf(link, "cause") ?? (Array.isArray(errors) ? errors[0] : undefined);
  }
  return chain;
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value ? Reflect.get(value, name) : undefined;
}

const nameOf = (value: unknown): string =>
  value instanceof Error ? `${value.constructor.name} ${value.name}` : "";
const messageOf = (value: unknown): string => (value instanceof Error ? value.message : "");
