import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import type { Readable } from "node:stream";
import type { Provider } from "@/lib/sandbox/platform/providers";

/** One request, matched to its route. */
export type Call = {
  method: string;
  path: string;
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  request: IncomingMessage;
  /** Where the caller reached us, for absolute URLs that must point back here. */
  origin: string;
  /** Project or workspace of the key: batches and files of another one do not exist for this caller. */
  scope: string;
  /** What the traffic record shows as the request's body. */
  sent: unknown;
};

/** A part of a file, both ends included. */
export type Span = { start: number; end: number };

export type Reply =
  | { kind: "json"; status: number; headers?: Record<string, string>; body: unknown }
  | { kind: "text"; status: number; headers: Record<string, string>; body: string }
  | { kind: "file"; path: string; headers: Record<string, string>; span?: Span }
  | { kind: "stream"; body: Readable; headers: Record<string, string> };

export type Route = {
  method: string;
  /** `/v1/batches/:id`; a last part `*name` takes all that follows. */
  path: string;
  /** Where the query decides which call it is. */
  when?(query: URLSearchParams): boolean;
  /** The name that faults and the traffic record use: `batches.create`. */
  operation: string;
  handle(call: Call): Reply | Promise<Reply>;
};

export const troubles = ["unauthorized", "forbidden", "rate-limited", "overloaded", "server-error"] as const;
export type Trouble = (typeof troubles)[number];

/** How one provider speaks when it does not simply answer. */
export type Dialect = {
  provider: Provider;
  scopeOf(headers: IncomingHttpHeaders): string;
  /** Keys, versions, rates. */
  admit(headers: IncomingHttpHeaders): Reply | null;
  unknownRoute(call: Call): Reply;
  trouble(kind: Trouble, seconds: number, operation: string): Reply;
  headers(): Record<string, string>;
};

/** Thrown by a handler that has nothing better to say. */
export class Refusal extends Error {
  constructor(readonly reply: Reply) {
    super("refused");
  }
}

export function json(body: unknown, status = 200, headers?: Record<string, string>): Reply {
  return { kind: "json", status, body, ...(headers && { headers }) };
}
