import type { OpenConnection, ProviderDefinition } from "@/lib/core/provider";

// What the shared suite must know of a provider. A new one brings this object in its own `<name>.test.ts`, which starts
// its simulators, and passes the same cases.

/** The simulators of one provider, running, with their time standing still. */
export type Simulators = {
  /** The sandbox's control server. */
  control: string;
  /** Where batches are created and asked for: what a proxy can stand before. */
  address: string;
  /** A connection to them; `address` puts a proxy or a dead port in that place. */
  connection(change?: { address?: string }): OpenConnection;
  /** A key of that connection, to look for where it must not be. */
  key: string;
  stop(): Promise<void>;
};

export type OutcomeRule = { pattern: string; outcome: "failed" | "expired" };

export type ProviderFixture = {
  definition: ProviderDefinition;
  start(): Promise<Simulators>;
  model: string;
  path: string;
  /** A sync body whose prompt is this text. */
  body(prompt: string): Record<string, unknown>;
  /** The fewest requests that a batch of the simulators takes. */
  fewest: number;
  /** Virtual seconds after which an undisturbed batch has ended (at half of it some is done), and its window is over. */
  seconds: { run: number; window: number };
  /** The sandbox's names of these calls. */
  operations: { create: string; check: string; download: string; run: string };
  /** What is posted to the control server so that single requests end so. */
  outcomes(rules: OutcomeRule[]): unknown;
  /** Bodies that are refused as a whole batch, with what has to be posted to the control server for it, and when it is told. */
  refused: { bodies: Record<string, unknown>[]; config?: unknown; told: "at once" | "later" };
  /** The provider's own answer about a batch with a state that nobody knows. */
  withUnknownState(answer: Record<string, unknown>): Record<string, unknown>;
  /** A body that the sync path refuses. */
  refusedBody: Record<string, unknown>;
  /** Switches that these simulators do not have. */
  lacks: string[];
};
