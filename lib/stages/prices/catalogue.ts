import { createHash } from "node:crypto";
import type { Catalogue, Rates } from "@/lib/core/catalogue";
import { dayOf } from "@/lib/core/period";
import {
  type CatalogueModel,
  dataFingerprint,
  findModel,
  guessProvider,
  PACKAGE_VERSION,
  priceCardAt,
  priceClock,
} from "./genai-prices";
import { isBedrockId, leadingWord, modelCandidates } from "./model/model-words";
import { catalogueProvider, foldProvider, providersOf, UNKNOWN_PROVIDER } from "./model/provider-words";
import { ratesOf } from "./model/rates";
import { tierRates } from "./model/tier-rates";
import { TIER_STATEMENTS } from "./rate-data";

/** Grows when our reading of the data changes: list costs that stand are then computed again. */
const READING = "2";
/** An import may bring any number of invented names; the memory of them stays bounded. */
const MOST_REMEMBERED = 20_000;

/** List prices from the bundled catalogue. Names and rates are remembered: the ledger asks once per model and hour. */
export function openCatalogue(): Catalogue {
  const models = new Map<string, CatalogueModel | null>();
  const rates = new Map<string, Rates | null>();

  const modelOf = (provider: string, modelRaw: string) =>
    remember(models, `${provider}\n${modelRaw}`, () => {
      const id = catalogueProvider(provider);
      for (const word of modelCandidates(modelRaw)) {
        const model = findModel(id, word);
        if (model) return model;
      }
      return null;
    });

  return {
    version: `${PACKAGE_VERSION}-${versionHash()}`,
    normalise(providerRaw, modelRaw) {
      const provider = providerRaw?.trim() ? foldProvider(providerRaw) : guess(modelRaw);
      const word = modelRaw?.trim().toLowerCase();
      if (!word) return { provider, model: null };
      return { provider, model: modelOf(provider, word)?.id ?? word };
    },
    ratesAt(provider, modelRaw, tier, at) {
      if (tier === "priority" || tier === "unknown" || !modelRaw?.trim()) return null;
      const folded = foldProvider(provider);
      const word = modelRaw.trim().toLowerCase();
      const model = modelOf(folded, word);
      if (!model) return null;
      const sync = remember(rates, `${folded}\n${word}\n${moment(model, at)}`, () => {
        const price = priceCardAt(model, at);
        return price && ratesOf(price.card);
      });
      if (tier === "sync" || !sync) return sync;
      const question = { provider: folded, model: model.id, tier, day: dayOf(at) };
      return remember(rates, `${folded}\n${word}\n${tier}\n${dayOf(at)}\n${moment(model, at)}`, () =>
        tierRates(TIER_STATEMENTS, question, sync),
      );
    },
  };
}

/** The provider of a row that names none: from the model's own spelling, else where the catalogue is sure, else unknown. */
function guess(modelRaw: string | null): string {
  if (!modelRaw?.trim()) return UNKNOWN_PROVIDER;
  const word = modelRaw.trim().toLowerCase();
  const lead = leadingWord(word);
  const named = lead ? foldProvider(lead) : null;
  if (named && modelCandidates(word).some((part) => findModel(catalogueProvider(named), part))) return named;
  if (isBedrockId(word)) return "bedrock";
  return providersOf(guessProvider(word) ?? UNKNOWN_PROVIDER)[0] ?? UNKNOWN_PROVIDER;
}

function moment(model: CatalogueModel, at: Date): string | number {
  const clock = priceClock(model.info);
  if (clock === "none") return "";
  return clock === "day" ? dayOf(at) : at.getTime();
}

function remember<T>(memory: Map<string, T>, key: string, compute: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  if (memory.size >= MOST_REMEMBERED) memory.clear();
  const value = compute();
  memory.set(key, value);
  return value;
}

function versionHash(): string {
  return createHash("sha256")
    .update(`${dataFingerprint()}:${READING}:${JSON.stringify(TIER_STATEMENTS)}`)
    .digest("hex")
    .slice(0, 12);
}
