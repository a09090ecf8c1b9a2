import { z } from "zod";
import support from "./data/batch-support.json" with { type: "json" };
import cache from "./data/cache-rules.json" with { type: "json" };
import tiers from "./data/tier-rates.json" with { type: "json" };
import { SupportStatement } from "./model/batch-support";
import { CacheRule } from "./model/cache-rules";
import { TierStatement } from "./model/tier-rates";

/** Our own dated, sourced statements beside the sync list prices. Parsed once; a mistake in a file stops the start. */
export const TIER_STATEMENTS: readonly TierStatement[] = z.array(TierStatement).parse(tiers.statements);
export const CACHE_RULES: readonly CacheRule[] = z.array(CacheRule).parse(cache.rules);
export const SUPPORT_STATEMENTS: readonly SupportStatement[] = z
  .array(SupportStatement)
  .parse(support.statements);
