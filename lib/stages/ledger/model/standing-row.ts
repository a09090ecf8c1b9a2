import { z } from "zod";
import type { Picodollars } from "@/lib/core/money";
import { Day } from "@/lib/core/period";
import type { Tier } from "@/lib/core/values";

export const MOST_ROWS = 500;

export const ReadStandingRows = z.object({
  /** The endpoint's folded name; null asks for the rows that no endpoint has. */
  endpointFolded: z.string().min(1).nullable(),
  from: Day,
  to: Day,
  limit: z.coerce.number().int().min(1).max(MOST_ROWS).default(50),
  offset: z.coerce.number().int().min(0).default(0),
});
export type ReadStandingRows = z.output<typeof ReadStandingRows>;

/** One accepted row of a file, as it counts. `cost` is as reported; `listCost` is for comparison. */
export type StandingRow = {
  importId: string;
  at: Date;
  /** True when the source knows only the day. */
  wholeDay: boolean;
  key: string | null;
  endpoint: string | null;
  job: string | null;
  provider: string;
  model: string | null;
  modelRaw: string | null;
  tier: Tier;
  tierRaw: string | null;
  owner: string | null;
  team: string | null;
  costCenter: string | null;
  project: string | null;
  apiKey: string | null;
  tags: string[];
  requests: bigint | null;
  freshInput: bigint | null;
  cachedInput: bigint | null;
  cacheWrite5m: bigint | null;
  cacheWrite1h: bigint | null;
  cacheWriteOther: bigint | null;
  output: bigint | null;
  reasoning: bigint | null;
  unit: string | null;
  quantity: string | null;
  cost: Picodollars | null;
  listCost: Picodollars | null;
  status: string | null;
  stream: boolean | null;
  toolCalls: number | null;
  webhook: boolean | null;
  sessionId: string | null;
  userAgent: string | null;
  latencyMs: bigint | null;
  timeoutMs: bigint | null;
};

export type StandingRows = { rows: StandingRow[]; hasMore: boolean };
