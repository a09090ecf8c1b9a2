import { z } from "zod";
import { namesModel, PriceSource, Standing } from "./tier-rates";

const Share = z.string().regex(/^(0(\.\d+)?|1)$/);

/**
 * What a batch does to cached reads. compound: both discounts apply to what still hits. none: cached tokens cost as
 * fresh ones do in a batch. cache-wins: cached tokens keep the sync cache price. lost: a batch has no cache at all.
 */
export const CacheRule = z.object({
  provider: z.string(),
  models: z.array(z.string()).min(1),
  except: z.array(z.string()).default([]),
  rule: z.enum(["compound", "none", "cache-wins", "lost"]),
  /** Share of input that is expected to hit the cache inside a batch, at most today's; and the range it may take. */
  hitRate: z.object({ expected: Share, low: Share, high: Share }),
  standing: Standing,
  says: z.string(),
  source: PriceSource,
});
export type CacheRule = z.infer<typeof CacheRule>;

/** The first rule that names the model; the file goes from the narrow to the wide. */
export function findCacheRule(
  rules: readonly CacheRule[],
  provider: string,
  model: string,
): CacheRule | null {
  return rules.find((rule) => rule.provider === provider && namesModel(rule, model)) ?? null;
}
