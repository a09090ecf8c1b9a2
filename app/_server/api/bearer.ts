import { unauthenticated } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { countFailedEntry } from "@/lib/stages/people/sign-in/slow-failures";
import { authenticateToken } from "@/lib/stages/people/tokens/authenticate-token";
import { addressOf } from "../address";
import { doorstep, joinContext } from "../join";

const HOW = "Send a token as “Authorization: Bearer op_…”. `offpeak token create` or Settings makes one.";

/** Tokens only: a session opens pages, never the API. A right token is never counted or slowed. */
export async function bearerContext(request: Request): Promise<Context> {
  const [scheme, token] = (request.headers.get("authorization") ?? "").trim().split(/\s+/);
  if (scheme?.toLowerCase() !== "bearer" || !token) throw unauthenticated(HOW);
  const door = doorstep();
  const found = await authenticateToken(door, token);
  if (found) return joinContext(found.organisation, found.actor);
  const { waitMs } = await countFailedEntry(door, addressOf(request.headers));
  if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
  throw unauthenticated("This token does not exist or was revoked.");
}
