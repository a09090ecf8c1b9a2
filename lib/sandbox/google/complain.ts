import { json, Refusal, type Reply } from "@/lib/sandbox/http/call";

/** Google's words for what went wrong, with their HTTP status and the older word that the stores' answers also bear. */
const kinds = {
  INVALID_ARGUMENT: [400, "invalid"],
  FAILED_PRECONDITION: [400, "conditionNotMet"],
  UNAUTHENTICATED: [401, "authError"],
  PERMISSION_DENIED: [403, "forbidden"],
  NOT_FOUND: [404, "notFound"],
  ALREADY_EXISTS: [409, "duplicate"],
  RANGE_NOT_SATISFIABLE: [416, "requestedRangeNotSatisfiable"],
  RESOURCE_EXHAUSTED: [429, "rateLimitExceeded"],
  INTERNAL: [500, "backendError"],
  UNAVAILABLE: [503, "backendError"],
} as const satisfies Record<string, readonly [number, string]>;

export type Kind = keyof typeof kinds;

/** rpc: Vertex. store: Cloud Storage and BigQuery, whose libraries read `errors[0].reason`. */
export type Family = "rpc" | "store";

export type Complaint = { kind: Kind; message: string; details?: Record<string, unknown>[] };

export const codeOf = (kind: Kind): number => kinds[kind][0];

export function errorBody(family: Family, { kind, message, details }: Complaint) {
  const [code, reason] = kinds[kind];
  const error =
    family === "rpc"
      ? { code, message, status: kind, ...(details && { details }) }
      : { code, message, errors: [{ message, domain: "global", reason }], status: kind };
  return { error };
}

export function complain(family: Family, complaint: Complaint, headers?: Record<string, string>): Reply {
  return json(errorBody(family, complaint), codeOf(complaint.kind), headers);
}

export function refuse(family: Family, kind: Kind, message: string): never {
  throw new Refusal(complain(family, { kind, message }));
}

/** Refuses when the caller lacks a permission, in the words by which Google names it. */
export function demand(
  family: Family,
  denied: readonly string[],
  { permission, resource }: { permission: string; resource: string },
): void {
  if (!denied.includes(permission)) return;
  const message =
    family === "rpc"
      ? `Permission '${permission}' denied on resource '${resource}' (or it may not exist).`
      : `Access Denied: the caller does not have ${permission} access to ${resource}, or it may not exist.`;
  const info = {
    "@type": "type.googleapis.com/google.rpc.ErrorInfo",
    reason: "IAM_PERMISSION_DENIED",
    domain: "iam.googleapis.com",
    metadata: { permission, resource },
  };
  throw new Refusal(complain(family, { kind: "PERMISSION_DENIED", message, details: [info] }));
}
