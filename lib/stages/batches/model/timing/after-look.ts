import type { ProviderDefinition, RemoteBatch } from "@/lib/core/provider";
import { type PartState, stateOfRemote } from "../part";
import { later, type Rhythm, secondsBetween, secondsUntilLook } from "./pace";

export type Looker = {
  definition: Pick<ProviderDefinition, "showsProgress">;
  requestsPerMinute: number | null;
  /** How many batches share the connection. */
  batchesOfConnection: number;
  rhythm: Rhythm;
  now: Date;
};

/** What a look at the provider's batch makes of a part. One that is over is read at once. */
export function afterLook(remote: RemoteBatch, looker: Looker) {
  const { now } = looker;
  const isOver = remote.state === "over";
  const seconds = secondsUntilLook(
    {
      state: remote.state,
      ageSeconds: Math.max(0, secondsBetween(remote.createdAt, now)),
      leftSeconds: remote.expiresAt && secondsBetween(now, remote.expiresAt),
      showsProgress: looker.definition.showsProgress,
      requestsPerMinute: looker.requestsPerMinute,
      batchesOfConnection: looker.batchesOfConnection,
    },
    looker.rhythm,
  );
  const state: PartState = stateOfRemote(remote);
  return {
    state,
    rawState: remote.rawState,
    counts: remote.counts,
    remoteCreatedAt: remote.createdAt,
    expiresAt: remote.expiresAt,
    remoteEndedAt: isOver ? (remote.endedAt ?? now) : null,
    nextCheckAt: isOver ? now : later(now, seconds),
    troubles: 0,
  };
}
