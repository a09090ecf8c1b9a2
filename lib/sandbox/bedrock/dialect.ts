import { randomUUID } from "node:crypto";
import { type Dialect, json, Refusal, type Reply } from "@/lib/sandbox/http/call";
import type { World } from "@/lib/sandbox/platform/world";
import { keyOf, scopeOf } from "./caller";

const statuses = {
  ValidationException: 400,
  ServiceQuotaExceededException: 400,
  ConflictException: 400,
  TooManyTagsException: 400,
  AccessDeniedException: 403,
  UnrecognizedClientException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  ThrottlingException: 429,
  InternalServerException: 500,
  ServiceUnavailableException: 503,
} as const;
export type ErrorName = keyof typeof statuses;

const actions: Record<string, string> = {
  "batches.create": "bedrock:CreateModelInvocationJob",
  "batches.retrieve": "bedrock:GetModelInvocationJob",
  "batches.list": "bedrock:ListModelInvocationJobs",
  "batches.cancel": "bedrock:StopModelInvocationJob",
  "tags.add": "bedrock:TagResource",
  "tags.remove": "bedrock:UntagResource",
  "tags.list": "bedrock:ListTagsForResource",
  "models.invoke": "bedrock:InvokeModel",
  "models.converse": "bedrock:InvokeModel",
};

/** IAM's sentence, which names what is missing. */
export function notAuthorized(account: string, action: string, resource: string): string {
  return `User: arn:aws:iam::${account}:user/sandbox is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
}

export function complain(name: ErrorName, message: string, headers?: Record<string, string>): Reply {
  return json({ message }, statuses[name], {
    ...headers,
    "x-amzn-errortype": `${name}:http://internal.amazon.com/coral/com.amazon.bedrock/`,
  });
}

export function refuse(name: ErrorName, message: string): never {
  throw new Refusal(complain(name, message));
}

/** Bedrock's way to speak, the same for jobs and for single calls. */
export function bedrockDialect(world: World): Dialect {
  const settings = () => world.settings().bedrock;
  const unknownKey = () =>
    complain("UnrecognizedClientException", "The security token included in the request is invalid.");
  return {
    provider: "bedrock",
    scopeOf: (headers) => scopeOf(headers, settings()),
    admit(headers) {
      const key = keyOf(headers);
      if (!key) return complain("AccessDeniedException", "Missing Authentication Token");
      return settings().revokedKeys.includes(key) ? unknownKey() : null;
    },
    unknownRoute: (call) => complain("UnknownOperationException", `Unknown operation: ${call.path}`),
    trouble(kind, seconds, operation) {
      const wait = { "retry-after": String(Math.ceil(seconds)) };
      switch (kind) {
        case "unauthorized":
          return unknownKey();
        case "forbidden":
          return complain(
            "AccessDeniedException",
            notAuthorized(settings().accountId, actions[operation] ?? "bedrock:Unknown", "*"),
          );
        case "rate-limited":
          return complain("ThrottlingException", "Too many requests, please wait before trying again.", wait);
        case "overloaded":
          return complain("ServiceUnavailableException", "The service is temporarily unavailable.", wait);
        case "server-error":
          return complain("InternalServerException", "The server encountered an unexpected error.");
      }
    },
    headers: () => ({ "x-amzn-requestid": randomUUID() }),
  };
}
