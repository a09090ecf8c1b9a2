import type { Submitted } from "@/lib/core/provider";
import { type Failure, redirectedWords, type Words } from "@/lib/platform/http/failure";

/**
 * What a create that failed leaves us with, when success would have been an accepted batch. What a status means is for
 * each provider to say.
 */
export function afterCreate(
  failure: Failure,
  words: Words,
  afterStatus: (failure: Failure & { kind: "status" }) => Submitted,
): Submitted {
  const { provider, address } = words;
  switch (failure.kind) {
    case "status":
      return afterStatus(failure);
    case "unreachable": {
      const message = `${provider} cannot be reached at ${address}: ${failure.why}.`;
      return { kind: "later", message, retryAfterSeconds: null };
    }
    case "redirected":
      return { kind: "refused", code: "redirected", message: redirectedWords(words) };
    case "lost":
      return { kind: "unknown", message: `${provider}'s answer was lost: ${failure.why}.` };
    case "stopped":
      return { kind: "unknown", message: `The call was stopped before ${provider} answered.` };
    default:
      return failure satisfies never;
  }
}
