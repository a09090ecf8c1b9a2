import type { Context } from "@/lib/platform/context";

/** Whoever tends batches of all organisations: what it touches before it knows whose they are. */
export type Tender = {
  door: Pick<Context, "pool" | "now" | "installation">;
  /** Acting as Offpeak itself; null when the organisation was removed. */
  contextOf(organisationId: number): Promise<Context | null>;
};

export type Round = {
  /** At most so many are taken in one go. */
  limit: number;
  /** Aborted when the worker is told to leave. */
  signal: AbortSignal;
};
