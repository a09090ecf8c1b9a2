import type { IncomingHttpHeaders } from "node:http";
import type { Dialect } from "@/lib/sandbox/http/call";
import { complain, type Family } from "./complain";

type Manner = {
  family: Family;
  /** False: a call without a token is answered too, as the storage library makes them to an endpoint of one's own. */
  needsToken: boolean;
  revokedKeys: () => readonly string[];
};

/** How the three Google servers speak when they do not simply answer. */
export function googleDialect({ family, needsToken, revokedKeys }: Manner): Dialect {
  const unauthenticated = () =>
    complain(family, {
      kind: "UNAUTHENTICATED",
      message:
        "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
    });
  return {
    provider: "vertex",
    // Projects stand in the path, so a token opens them all.
    scopeOf: () => "default",
    admit(headers) {
      const token = tokenOf(headers);
      if (!token) return needsToken ? unauthenticated() : null;
      return revokedKeys().includes(token) ? unauthenticated() : null;
    },
    unknownRoute: (call) =>
      complain(family, { kind: "NOT_FOUND", message: `There is nothing at ${call.method} ${call.path}.` }),
    trouble(kind, seconds) {
      const wait = { "retry-after": String(Math.ceil(seconds)) };
      switch (kind) {
        case "unauthorized":
          return unauthenticated();
        case "forbidden":
          return complain(family, {
            kind: "PERMISSION_DENIED",
            message: "The caller does not have permission.",
          });
        case "rate-limited":
          return complain(
            family,
            { kind: "RESOURCE_EXHAUSTED", message: "Resource exhausted. Please try again later." },
            wait,
          );
        case "overloaded":
          return complain(
            family,
            { kind: "UNAVAILABLE", message: "The service is currently unavailable." },
            wait,
          );
        case "server-error":
          return complain(family, { kind: "INTERNAL", message: "Internal error encountered." });
      }
    },
    headers: () => ({ server: "ESF", vary: "Origin" }),
  };
}

function tokenOf(headers: IncomingHttpHeaders): string | undefined {
  return /^Bearer\s+(\S+)$/i.exec(headers.authorization ?? "")?.[1];
}
