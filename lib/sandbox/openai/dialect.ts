import { randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Dialect, json, Refusal, type Reply } from "@/lib/sandbox/http/call";
import type { OpenaiSettings } from "@/lib/sandbox/platform/settings";

export type Complaint = { message: string; param?: string | null; code?: string | null; type?: string };

export function errorBody({ message, param = null, code = null, type = "invalid_request_error" }: Complaint) {
  return { error: { message, type, param, code } };
}

export function complain(status: number, complaint: Complaint, headers?: Record<string, string>): Reply {
  return json(errorBody(complaint), status, headers);
}

export function refuse(status: number, complaint: Complaint): never {
  throw new Refusal(complain(status, complaint));
}

export function missingParameter(param: string): never {
  return refuse(400, {
    message: `Missing required parameter: '${param}'.`,
    param,
    code: "missing_required_parameter",
  });
}

export function invalidValue(param: string, message: string): never {
  return refuse(400, { message, param, code: "invalid_value" });
}

function keyOf(headers: IncomingHttpHeaders): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
}

export function openaiDialect(settings: () => OpenaiSettings): Dialect {
  return {
    provider: "openai",
    scopeOf(headers) {
      const project = headers["openai-project"];
      return settings().scopes[keyOf(headers) ?? ""] ?? (typeof project === "string" ? project : "default");
    },
    admit(headers) {
      const key = keyOf(headers);
      if (!key) return complain(401, { message: "No API key was given; send it as a Bearer token." });
      if (!settings().revokedKeys.includes(key)) return null;
      return complain(401, { message: "Incorrect API key provided.", code: "invalid_api_key" });
    },
    unknownRoute: (call) => complain(404, { message: `Invalid URL (${call.method} ${call.path})` }),
    trouble(kind, seconds) {
      const wait = {
        "retry-after": String(Math.ceil(seconds)),
        "retry-after-ms": String(Math.round(seconds * 1000)),
      };
      switch (kind) {
        case "unauthorized":
          return complain(401, { message: "Incorrect API key provided.", code: "invalid_api_key" });
        case "forbidden":
          return complain(403, { message: "You have insufficient permissions for this operation." });
        case "rate-limited":
          return complain(
            429,
            { message: "Rate limit reached.", type: "requests", code: "rate_limit_exceeded" },
            wait,
          );
        case "overloaded":
          return complain(
            503,
            { message: "The engine is currently overloaded.", type: "service_unavailable_error" },
            wait,
          );
        case "server-error":
          return complain(500, {
            message: "The server had an error while processing the request.",
            type: "server_error",
          });
      }
    },
    headers: () => ({
      "x-request-id": `req_${randomUUID().replaceAll("-", "")}`,
      "openai-version": "2020-10-01",
      "openai-organization": settings().organisation,
    }),
  };
}
