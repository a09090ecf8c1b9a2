import { isSwitchedOff, permissionIn, readingError } from "@/lib/adapters/providers/vertex/client";
import { AppError } from "@/lib/core/errors";
import type { ConnectionReport } from "@/lib/core/provider";
import { type Failure, failureOf, type Words } from "@/lib/platform/http/failure";

export type Check = ConnectionReport["checks"][number];

type Asked = { name: string; words: Words; call(): Promise<unknown> };

/** A check, what failed, and whether that lies before any right: in the address, or in the account itself. */
export type Answered = { check: Check; failure: Failure | null; reach: Check | null };

export async function ask({ name, words, call }: Asked): Promise<Answered> {
  try {
    await call();
    return { check: good(name), failure: null, reach: null };
  } catch (thrown) {
    if (thrown instanceof AppError) {
      const check = { name: "Account", ok: false, message: thrown.message, missing: null };
      return { check, failure: null, reach: check };
    }
    const failure = failureOf(thrown);
    const { message } = readingError(thrown, words);
    const check = { name, ok: false, message, missing: missingOf(failure, words) };
    const isAccount = failure.kind === "status" && failure.status === 401;
    const isAddress = failure.kind !== "status";
    const reach = isAccount ? "Account" : isAddress ? "Address" : null;
    return { check, failure, reach: reach === null ? null : { ...check, name: reach } };
  }
}

/** In the vendor's words: the API to enable, the permission it named, or the role that holds it. */
function missingOf(failure: Failure, { permission }: Words): string | null {
  if (failure.kind !== "status" || failure.status !== 403) return null;
  return isSwitchedOff(failure) ? "aiplatform.googleapis.com" : (permissionIn(failure) ?? permission);
}

export const good = (name: string): Check => ({ name, ok: true, message: null, missing: null });

export const bad = (name: string, message: string, missing: string | null = null): Check => ({
  name,
  ok: false,
  message,
  missing,
});
