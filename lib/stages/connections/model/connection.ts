import { z } from "zod";
import type { ConnectionLimits, ConnectionReport } from "@/lib/core/provider";
import { LimitChanges } from "./limits";

/** An account of ours at a provider: a project, a workspace, an AWS account with a bucket. Its keys are never in it. */
export type Connection = {
  id: string;
  provider: string;
  name: string;
  /** Taken for batches that name none. */
  costCenter: string | null;
  settings: Record<string, string>;
  /** What is shown of each credential. */
  masks: Record<string, string>;
  limits: ConnectionLimits;
  createdBy: string;
  createdAt: Date;
  changedAt: Date;
  /** Null: it was not tested since it was last changed. */
  test: { at: Date; report: ConnectionReport } | null;
  /** The provider asked us to wait: no call before. */
  pausedUntil: Date | null;
  /** Its keys were sealed with another OFFPEAK_SECRET and cannot be read. */
  isLocked: boolean;
};

/** What pages offer that need one of them; without anything of its keys. */
export type ConnectionChoice = Pick<Connection, "id" | "provider" | "name" | "costCenter">;

export const CONNECTION_STATES = ["untested", "works", "failed", "locked"] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

export const LOCKED = "Sealed with another OFFPEAK_SECRET: enter the key again.";
/** The one that the sandbox makes for each provider. */
export const SANDBOX_NAME = "Sandbox";

export function stateOf({ isLocked, test }: Pick<Connection, "isLocked" | "test">): ConnectionState {
  if (isLocked) return "locked";
  if (!test) return "untested";
  return test.report.ok ? "works" : "failed";
}

const LARGEST_VALUE = 20_000;
/** A file of JSON, such as a service account, may come as what it is. */
const Value = z
  .union([z.string().trim(), z.record(z.string(), z.unknown()).transform((given) => JSON.stringify(given))])
  .pipe(z.string().max(LARGEST_VALUE, `Use at most ${LARGEST_VALUE} characters.`))
  .nullable();
/** By name of the provider's field. Null or empty: none. */
const Values = z.record(z.string().max(60), Value);
export type Values = z.infer<typeof Values>;

const Name = z
  .string("Give it a name.")
  .trim()
  .min(1, "Give it a name.")
  .max(80, "Use at most 80 characters.");
const CostCenter = z
  .string()
  .trim()
  .max(200, "Use at most 200 characters.")
  .nullable()
  .transform((text) => text || null);

export const CreateConnection = z.strictObject({
  provider: z.string("Choose a provider.").min(1, "Choose a provider."),
  name: Name,
  costCenter: CostCenter.default(null),
  credentials: Values.default({}),
  settings: Values.default({}),
  limits: LimitChanges.default({}),
});
export type CreateConnection = z.output<typeof CreateConnection>;

/** What is left out stays. Of credentials, settings and limits each name stands for itself; null takes it away. */
export const ConnectionPatch = z.strictObject({
  name: Name.optional(),
  costCenter: CostCenter.optional(),
  credentials: Values.optional(),
  settings: Values.optional(),
  limits: LimitChanges.optional(),
});
export const ChangeConnection = ConnectionPatch.extend({ id: z.string().min(1) });
export type ChangeConnection = z.output<typeof ChangeConnection>;

export const ConnectionId = z.object({ id: z.string().min(1) });
export type ConnectionId = z.infer<typeof ConnectionId>;
