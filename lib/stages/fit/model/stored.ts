import { z } from "zod";
import type { Period } from "@/lib/core/period";
import { VERDICTS } from "@/lib/core/values";
import { CAUSES, type Evidence } from "./evidence";
import { TOKEN_CLASSES } from "./forecast";
import { WORKS } from "./verdict";

/** Sums of one endpoint, provider, model and tier; numbers as decimal text, as the database gives them. */
export type EndpointUsage = {
  endpointId: number;
  key: string;
  label: string;
  provider: string;
  model: string | null;
  tier: string;
  freshInput: string;
  cachedInput: string;
  cacheWrite5m: string;
  cacheWrite1h: string;
  cacheWriteOther: string;
  output: string;
  cost: string | null;
  unpricedRows: string;
};

/** A bigint as JSON keeps it. */
const Money = z.string().regex(/^-?\d+$/);

export const StoredForecast = z.object({
  steps: z.object({
    withoutCache: Money,
    cache: Money,
    sync: Money,
    discount: Money,
    fewerHits: Money,
    forecast: Money,
  }),
  saving: Money,
  range: z.object({ low: Money, high: Money }),
  flexSaving: Money.nullable(),
  byClass: z.record(z.enum(TOKEN_CLASSES), z.object({ sync: Money, batch: Money })),
  /** What already ran as batch: its price at sync, and what was saved. */
  batchAtSync: Money.nullable(),
  realised: Money.nullable(),
  /** What ran as batch and was billed above its batch price: the discount that has not arrived. */
  due: Money.default("0"),
  missing: z.array(z.string()),
  assumptions: z.object({ hitRate: z.number().nullable(), tail: z.number(), fit: z.number() }),
});
export type StoredForecast = z.infer<typeof StoredForecast>;

const Judged = z.object({
  verdict: z.enum(VERDICTS),
  score: z.number(),
  confidence: z.number(),
  fitShare: z.number().nullable(),
  reason: z.string(),
  work: z.enum(WORKS).nullable(),
  findings: z.array(z.object({ rule: z.enum(CAUSES), calls: z.number(), share: z.number() })),
});
export type Judged = z.infer<typeof Judged>;

export const StoredFit = z.object({ fingerprint: z.string(), evidence: z.custom<Evidence>(), fit: Judged });
export type StoredFit = z.infer<typeof StoredFit> & {
  forecast: StoredForecast;
  period: Period;
  measuredAt: Date;
};
