import { expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import { appErrorOf, type Failure, failureOf, retryAfterSeconds } from "./failure";

const words = {
  provider: "OpenAI",
  address: "https://api.openai.com/v1",
  permission: "api.batch.read",
  what: "The batch",
};

/** As the SDKs throw: an error of their own around that of fetch, around that of the socket. */
function wrapped(inner: Record<string, unknown>, message = "fetch failed"): Error {
  const socket = Object.assign(new Error("socket"), inner);
  return Object.assign(new Error("Connection error."), { cause: new TypeError(message, { cause: socket }) });
}
class APIConnectionTimeoutError extends Error {}
class APIUserAbortError extends Error {}

test.each<[Failure["kind"], unknown]>([
  ["unreachable", wrapped({ code: "ECONNREFUSED", syscall: "connect" })],
  ["unreachable", wrapped({ code: "ENOTFOUND", syscall: "getaddrinfo" })],
  ["unreachable", wrapped({ code: "ETIMEDOUT", syscall: "connect" })],
  ["unreachable", wrapped({ code: "UND_ERR_CONNECT_TIMEOUT" })],
  ["unreachable", wrapped({ code: "CERT_HAS_EXPIRED" })],
  [
    "unreachable",
    wrapped({ errors: [Object.assign(new Error("x"), { code: "ECONNREFUSED", syscall: "connect" })] }),
  ],
  [
    "unreachable",
    Object.assign(new Error("x"), { cause: new TypeError("fetch failed", { cause: new Error("bad port") }) }),
  ],
  [
    "redirected",
    Object.assign(new Error("x"), { cause: new TypeError("f", { cause: new Error("unexpected redirect") }) }),
  ],
  ["lost", wrapped({ code: "ECONNRESET", syscall: "read" })],
  ["lost", wrapped({ code: "UND_ERR_SOCKET" })],
  ["lost", wrapped({ code: "UND_ERR_HEADERS_TIMEOUT" })],
  ["lost", new SyntaxError("Unexpected token <")],
  ["lost", new TypeError("terminated")],
  ["lost", "thrown text"],
  [
    "lost",
    Object.assign(new APIConnectionTimeoutError("x"), { cause: new DOMException("aborted", "AbortError") }),
  ],
  ["stopped", new APIUserAbortError("Request was aborted.")],
  ["stopped", new DOMException("This operation was aborted", "AbortError")],
])("%s: %s", (kind, thrown) => expect(failureOf(thrown).kind).toBe(kind));

test("a status brings the time to wait and the body", () => {
  const thrown = Object.assign(new Error("429 slow down"), {
    status: 429,
    headers: new Headers({ "retry-after": "7" }),
    error: { code: "rate_limit_exceeded" },
  });
  expect(failureOf(thrown)).toEqual({
    kind: "status",
    status: 429,
    retryAfterSeconds: 7,
    body: { code: "rate_limit_exceeded" },
  });
});

test.each([
  [{}, null],
  [{ "retry-after": "7" }, 7],
  [{ "retry-after": "0.2" }, 1],
  [{ "retry-after": "-3" }, 0],
  [{ "retry-after": "" }, null],
  [{ "retry-after": "soon" }, null],
  [{ "retry-after": "Wed, 18 Nov 2026 11:06:50 GMT" }, 10],
  [{ "retry-after": "Wed, 18 Nov 2026 11:06:30 GMT" }, 0],
  [{ "retry-after-ms": "1500", "retry-after": "9" }, 2],
])("%j is %j seconds", (headers, seconds) => {
  expect(
    retryAfterSeconds(new Headers(headers as Record<string, string>), Date.parse("2026-11-18T11:06:40Z")),
  ).toBe(seconds);
});

const status = (code: number): Failure => ({
  kind: "status",
  status: code,
  retryAfterSeconds: 7,
  body: "sk-secret",
});

test.each<[Failure, string, string]>([
  [status(401), "provider_refused", "OpenAI does not accept this key. Replace it in Settings."],
  [status(403), "provider_refused", "The key may not do this at OpenAI. It needs api.batch.read."],
  [status(404), "not_found", "The batch was not found at OpenAI."],
  [status(429), "provider_busy", "OpenAI asks to slow down."],
  [status(500), "provider_busy", "OpenAI had an error of its own (500)."],
  [status(529), "provider_busy", "OpenAI is overloaded."],
  [status(422), "provider_refused", "OpenAI refused the request (422)."],
  [
    { kind: "unreachable", why: "nothing listens there" },
    "provider_busy",
    "OpenAI cannot be reached at https://api.openai.com/v1: nothing listens there.",
  ],
  [{ kind: "stopped" }, "provider_busy", "The call to OpenAI was stopped."],
])("%j is an error that a person can act on", (failure, code, message) => {
  const error = appErrorOf(failure, words);
  expect(error).toBeInstanceOf(AppError);
  expect(error).toMatchObject({ code, message });
  expect(error.cause).toBeUndefined();
});

test("only what may work later carries the time to wait", () => {
  expect(appErrorOf(status(503), words)).toMatchObject({ retryable: true, retryAfterSeconds: 7 });
  expect(appErrorOf(status(400), words)).toMatchObject({ retryable: false, retryAfterSeconds: undefined });
});
