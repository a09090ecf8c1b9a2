import { AppError } from "@/lib/core/errors";
import type { Doorstep } from "../doorstep";
import { slowdown } from "../model";
import { hashOf } from "../secret";
import { countFailure, removeOldEntries } from "../store/entry";

/** Call it once an entry has failed. Tells how long the answer has to wait; throws when there were too many. */
export async function countFailedEntry(door: Doorstep, address: string): Promise<{ waitMs: number }> {
  const { waitMs, refuse } = slowdown(await countFailure(door, hashOf(address)));
  if (refuse)
    throw new AppError("rate_limited", "Too many failed attempts from your address. Wait a minute.", {
      retryAfterSeconds: 60,
    });
  return { waitMs };
}

export async function forgetOldEntries(door: Doorstep): Promise<void> {
  await removeOldEntries(door);
}
