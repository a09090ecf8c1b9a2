import type { RateClass } from "@/lib/stages/prices/model/tier-rates";

export const RATE_NAMES: Record<RateClass, string> = {
  freshInput: "Fresh input",
  cachedInput: "Cached input",
  cacheWrite5m: "Cache write, 5 min",
  cacheWrite1h: "Cache write, 1 h",
  cacheWriteOther: "Cache write, other",
  output: "Output",
};

export const TIER_NAMES = { sync: "Sync", batch: "Batch", flex: "Flex" } as const;
