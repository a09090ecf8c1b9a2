import type { Picodollars } from "./money";
import type { Tier } from "./values";

/** Picodollars per token of each class; null where no source gives a rate. */
export type Rates = {
  freshInput: Picodollars | null;
  cachedInput: Picodollars | null;
  cacheWrite5m: Picodollars | null;
  cacheWrite1h: Picodollars | null;
  cacheWriteOther: Picodollars | null;
  output: Picodollars | null;
};

/** What the ledger asks about models and prices. The prices stage implements it. */
export type Catalogue = {
  /** Changes when any rate or name may have changed: list costs are then computed again. */
  version: string;
  /** Provider words folded (`vertex_ai` → `vertex`); the model as the catalogue's id, else the word itself, lower case. */
  normalise(providerRaw: string | null, modelRaw: string | null): { provider: string; model: string | null };
  /** Base list rates of that tier at that instant, or null when the model or the tier has no known price. */
  ratesAt(provider: string, modelRaw: string | null, tier: Tier, at: Date): Rates | null;
};
