import { createHash } from "node:crypto";
import {
  calcPrice,
  findProvider,
  type ModelInfo,
  type PriceOptions,
  type Provider,
} from "@pydantic/genai-prices";
import type { PriceCard } from "./model/rates";

// The package's bundled data only: its auto-update would fetch prices from the network behind our back.
export const PACKAGE = "@pydantic/genai-prices";
export const PACKAGE_VERSION = "0.1.8";
/** When that version, and so its data, was published. */
export const PACKAGE_DATE = "2026-09-23";

/** Every provider of the bundled data: the package can be asked for one by id, but not for the list. */
export const CATALOGUE_PROVIDERS = (
  "anthropic arcee avian aws azure baseten cerebras cloudflare cohere cursor deepseek doubleword fireworks " +
  "github-copilot google groq huggingface_cerebras huggingface_fireworks-ai huggingface_groq huggingface_hyperbolic " +
  "huggingface_nebius huggingface_novita huggingface_nscale huggingface_ovhcloud huggingface_publicai " +
  "huggingface_sambanova huggingface_together minimax mistral modal moonshotai novita openai openrouter ovhcloud perplexity " +
  "quicksilverpro together typesafe voyageai x-ai zai zhipuai"
).split(" ");

export type CatalogueModel = { id: string; provider: Provider; info: ModelInfo; word: string };

/** Exactly this provider; the package itself would also take any word that contains a provider's name. */
export function catalogueEntry(providerId: string): Provider | null {
  const found = findProvider({ providerId });
  return found?.id === providerId ? found : null;
}

export function findModel(providerId: string, word: string): CatalogueModel | null {
  const provider = catalogueEntry(providerId);
  const result = provider && calculate(word, { providerId });
  return result ? { id: result.model.id, provider, info: result.model, word } : null;
}

/** The provider that the package takes this model name to be of, when it also knows the model there. */
export function guessProvider(word: string): string | null {
  const provider = findProvider({ modelId: word });
  return provider && findModel(provider.id, word) ? provider.id : null;
}

export type DatedCard = { card: PriceCard; from: string | null };

/** The price card that holds at `at`, and the day since when where the data says one. */
export function priceCardAt(model: CatalogueModel, at: Date): DatedCard | null {
  // A provider of one model: the package's own choice by date and hour, without its search through all models.
  const provider = { ...model.provider, models: [model.info] };
  const result = calculate(model.word, { provider, timestamp: at });
  if (!result) return null;
  const prices = Array.isArray(model.info.prices) ? model.info.prices : [];
  const chosen = prices.find((price) => price.prices === result.model_price)?.constraint;
  return { card: result.model_price, from: chosen && "start_date" in chosen ? chosen.start_date : null };
}

/** How finely a model's price depends on time: never, by day, or by the second (off-peak hours). */
export function priceClock(info: ModelInfo): "none" | "day" | "second" {
  if (!Array.isArray(info.prices)) return "none";
  return info.prices.some((price) => price.constraint?.type === "time_of_date") ? "second" : "day";
}

let fingerprint: string | null = null;

/** Changes with any price or name of the data, whatever the version says. */
export function dataFingerprint(): string {
  fingerprint ??= createHash("sha256")
    .update(JSON.stringify(CATALOGUE_PROVIDERS.map((id) => [id, catalogueEntry(id)?.models])))
    .digest("hex")
    .slice(0, 12);
  return fingerprint;
}

function calculate(word: string, options: PriceOptions) {
  try {
    // Zero tokens: only the card is wanted. An aggregate passed as one call would be priced as one long request.
    return calcPrice({}, word, options);
  } catch {
    return null; // the package throws on a card that contradicts itself
  }
}
