import type { Catalogue } from "@/lib/core/catalogue";

/** Knows one price, of gpt-5 at sync, none for cache writes; its version shows in the names of models. */
export const catalogue = (version: string, perToken: bigint): Catalogue => ({
  version,
  normalise: (provider, model) => ({
    provider: provider ?? "unknown",
    model: model && `${model}@${version}`,
  }),
  ratesAt: (_provider, model, tier) =>
    tier === "sync" && model === "gpt-5"
      ? {
          freshInput: perToken,
          cachedInput: perToken,
          cacheWrite5m: null,
          cacheWrite1h: null,
          cacheWriteOther: null,
          output: perToken,
        }
      : null,
});
