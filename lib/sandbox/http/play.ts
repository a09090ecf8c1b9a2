import type { Provider, ServerName } from "@/lib/sandbox/platform/providers";
import type { Dialect, Route } from "./call";

/** What the control server can tell a batch. `share` is how much of the work is done. */
export type Order =
  | { kind: "finish" }
  | { kind: "expire" }
  | { kind: "progress"; share: number; hold: boolean };

export type BatchSummary = {
  provider: Provider;
  id: string;
  scope: string;
  state: string;
  model: string | null;
  endpoint: string;
  createdAt: string;
  endedAt: string | null;
  billed: string;
  polls: number;
  [more: string]: unknown;
};

export type PlayServer = {
  name: ServerName;
  dialect: Dialect;
  routes: Route[];
  /** What follows the origin in the base URL that the vendor's SDK wants. */
  base?: string;
  /** Beside HTTP/1.1, on the same port, to those who know beforehand. */
  speaksHttp2?: boolean;
};

/** One provider's part in the sandbox. */
export type Play = {
  provider: Provider;
  servers: PlayServer[];
  batches(): Iterable<BatchSummary>;
  /** False when there is nothing left to order about that batch. */
  tell(id: string, order: Order): Promise<boolean>;
  /** The lines of a batch's ledger, as JSON texts. */
  ledger(id: string): AsyncIterable<string>;
  /** What else there is to show in the record. */
  more(): Record<string, unknown>;
  /** Picks up what was under way when the last process ended. */
  resume(): void;
  clear(): Promise<void>;
};
