import { randomBytes } from "node:crypto";
import { keyOf, scopeOf } from "@/lib/sandbox/bedrock/caller";
import { type Dialect, Refusal, type Reply } from "@/lib/sandbox/http/call";
import type { World } from "@/lib/sandbox/platform/world";
import { type Xml, xmlText } from "./xml";

/** What S3 has against a call. */
export type Complaint = {
  status: number;
  code: string;
  message: string;
  headers?: Record<string, string>;
  more?: Record<string, Xml>;
};

export function complain({ status, code, message, headers, more }: Complaint): Reply {
  return {
    kind: "text",
    status,
    headers: { "content-type": "application/xml", ...headers },
    body: xmlText("Error", { Code: code, Message: message, ...more, RequestId: requestId() }),
  };
}

export function refuse(complaint: Complaint): never {
  throw new Refusal(complain(complaint));
}

/** An answer in XML. */
export function xml(root: string, value: Xml, status = 200): Reply {
  return {
    kind: "text",
    status,
    headers: { "content-type": "application/xml" },
    body: xmlText(root, value),
  };
}

/** An answer without a body. */
export function bare(status: number, headers: Record<string, string> = {}): Reply {
  return { kind: "text", status, headers, body: "" };
}

export function s3Dialect(world: World): Dialect {
  const settings = () => world.settings().bedrock;
  const unknownKey = () =>
    complain({
      status: 403,
      code: "InvalidAccessKeyId",
      message: "The AWS Access Key Id you provided does not exist in our records.",
    });
  return {
    provider: "bedrock",
    scopeOf: (headers) => scopeOf(headers, settings()),
    admit(headers) {
      const key = keyOf(headers);
      if (!key) return complain({ status: 403, code: "AccessDenied", message: "Access Denied" });
      return settings().revokedKeys.includes(key) ? unknownKey() : null;
    },
    unknownRoute: (call) =>
      complain({
        status: 405,
        code: "MethodNotAllowed",
        message: "The specified method is not allowed against this resource.",
        more: { Method: call.method },
      }),
    trouble(kind, seconds) {
      switch (kind) {
        case "unauthorized":
          return unknownKey();
        case "forbidden":
          return complain({ status: 403, code: "AccessDenied", message: "Access Denied" });
        case "rate-limited":
        case "overloaded":
          return complain({
            status: 503,
            code: "SlowDown",
            message: "Please reduce your request rate.",
            headers: { "retry-after": String(Math.ceil(seconds)) },
          });
        case "server-error":
          return complain({
            status: 500,
            code: "InternalError",
            message: "We encountered an internal error. Please try again.",
          });
      }
    },
    headers: () => ({ "x-amz-request-id": requestId(), "x-amz-id-2": requestId(), server: "AmazonS3" }),
  };
}

const requestId = () => randomBytes(8).toString("hex").toUpperCase();
