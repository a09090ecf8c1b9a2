import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Dialect, json, Refusal, type Reply } from "@/lib/sandbox/http/call";
import type { World } from "@/lib/sandbox/platform/world";

export type ErrorType =
  | "invalid_request_error"
  | "authentication_error"
  | "permission_error"
  | "not_found_error"
  | "request_too_large"
  | "rate_limit_error"
  | "api_error"
  | "overloaded_error";

const statuses: Record<ErrorType, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  overloaded_error: 529,
};

const versions = ["2023-06-01", "2026-10-21"];

const newRequestId = () => `req_01${randomUUID().replaceAll("-", "").slice(0, 22)}`;

export function complain(type: ErrorType, message: string, headers?: Record<string, string>): Reply {
  const requestId = newRequestId();
  const body = { type: "error", error: { type, message }, request_id: requestId };
  return json(body, statuses[type], { ...headers, "request-id": requestId });
}

export function refuse(type: ErrorType, message: string): never {
  throw new Refusal(complain(type, message));
}

function keyOf(headers: IncomingHttpHeaders): string | undefined {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
  const plain = headers["x-api-key"];
  return bearer ?? (typeof plain === "string" && plain !== "" ? plain : undefined);
}

export function tooMany(message: string, seconds: number, limit: number | null): Reply {
  return complain("rate_limit_error", message, {
    "retry-after": String(Math.ceil(seconds)),
    ...(limit !== null && {
      "anthropic-ratelimit-requests-limit": String(limit),
      "anthropic-ratelimit-requests-remaining": "0",
    }),
  });
}

export function anthropicDialect(world: World): Dialect {
  const settings = () => world.settings().anthropic;
  const calls: number[] = [];

  function overRate(): Reply | null {
    const limit = settings().requestsPerMinute;
    const now = world.clock.now();
    while (calls.length > 0 && (calls[0] ?? 0) <= now - 60_000) calls.shift();
    if (limit === null) return null;
    if (calls.length >= limit) {
      const seconds = ((calls[0] ?? now) + 60_000 - now) / 1000;
      return tooMany(`This request would exceed the limit of ${limit} requests a minute.`, seconds, limit);
    }
    calls.push(now);
    return null;
  }

  return {
    provider: "anthropic",
    scopeOf(headers) {
      const workspace = headers["anthropic-workspace-id"];
      return (
        settings().scopes[keyOf(headers) ?? ""] ?? (typeof workspace === "string" ? workspace : "default")
      );
    },
    admit(headers) {
      const key = keyOf(headers);
      if (!key)
        return complain("authentication_error", "An API key is required, as x-api-key or as a Bearer token.");
      if (settings().revokedKeys.includes(key))
        return complain("authentication_error", "The API key is invalid.");
      const version = headers["anthropic-version"];
      if (typeof version !== "string")
        return complain("invalid_request_error", "anthropic-version: header is required");
      if (!versions.includes(version))
        return complain("invalid_request_error", `anthropic-version: '${version}' is not a valid version`);
      return overRate();
    },
    unknownRoute: (call) => complain("not_found_error", `There is nothing at ${call.method} ${call.path}.`),
    trouble(kind, seconds) {
      switch (kind) {
        case "unauthorized":
          return complain("authentication_error", "The API key is invalid.");
        case "forbidden":
          return complain("permission_error", "Your API key does not have permission to use this resource.");
        case "rate-limited":
          return tooMany(
            "The rate limit of this organization was reached.",
            seconds,
            settings().requestsPerMinute,
          );
        case "overloaded":
          return complain("overloaded_error", "Overloaded");
        case "server-error":
          return complain("api_error", "Internal server error");
      }
    },
    headers: () => ({ "request-id": newRequestId(), "anthropic-organization-id": "org-sandbox" }),
  };
}
