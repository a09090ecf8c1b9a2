import { formatCount } from "@/lib/core/numbers";
import type { ConnectionLimits, ProviderLimits } from "@/lib/core/provider";
import { limitOf } from "@/lib/stages/connections/model/limits";
import type { Reason } from "../view";

/** What stands in the provider's queue through one connection already. */
export type Load = { tokensOfModel: bigint; jobsOfModel: number; createsInLastMinute: number };
export type Candidate = { model: string | null; inputTokens: bigint };
export type Admission = { kind: "go" } | { kind: "wait"; reason: Reason };

/**
 * Whether the provider has room for one more file. What alone is above the cap goes when nothing else is there: then
 * the provider decides, and not a number that somebody typed.
 */
export function admit(
  { model, inputTokens }: Candidate,
  { tokensOfModel, jobsOfModel, createsInLastMinute }: Load,
  limits: { connection: ConnectionLimits; provider: Pick<ProviderLimits, "concurrentJobs"> },
): Admission {
  const name = model ?? "this connection";
  const jobs = limitOf(limits.connection.concurrentJobs, model) ?? limits.provider.concurrentJobs;
  if (jobs !== null && jobsOfModel >= jobs)
    return wait(
      "waits-for-jobs",
      `${jobsOfModel} of ${jobs} jobs of ${name} run. It starts when one has ended.`,
    );
  const tokens = limitOf(limits.connection.enqueuedTokens, model);
  if (tokens !== null && tokensOfModel > 0n && tokensOfModel + inputTokens > BigInt(Math.floor(tokens)))
    return wait(
      "waits-for-tokens",
      `${formatCount(tokensOfModel)} of ${formatCount(tokens)} tokens of ${name} are queued at the provider; this file has ${formatCount(inputTokens)}. It starts when there is room.`,
    );
  const perMinute = limits.connection.requestsPerMinute ?? null;
  if (perMinute !== null && createsInLastMinute >= Math.max(1, Math.floor(perMinute / 2)))
    return wait(
      "waits-for-rate",
      "The connection's calls of this minute are used up. It starts with the next.",
    );
  return { kind: "go" };
}

const wait = (code: string, message: string): Admission => ({ kind: "wait", reason: { code, message } });
