import { z } from "zod";
import data from "./data/model-limits.json" with { type: "json" };
import { findModel } from "./genai-prices";
import { modelCandidates } from "./model/model-words";
import { catalogueProvider, foldProvider } from "./model/provider-words";
import { namesModel, PriceSource } from "./model/tier-rates";

const Limits = z.object({
  statements: z.array(
    z.object({ provider: z.string(), models: z.array(z.string()).min(1), maxOutput: z.int().positive() }),
  ),
  source: PriceSource,
});
const LIMITS = Limits.parse(data);

export type ModelLimits = {
  /** Input and output tokens of one request together; null: the catalogue does not say. */
  contextWindow: number | null;
  /** The longest answer the model can write; null: nobody states it. */
  maxOutput: number | null;
};

/** How much one request of a model may hold, by the bundled data. */
export function modelLimitsOf(providerRaw: string, modelRaw: string): ModelLimits {
  const provider = foldProvider(providerRaw);
  const words = modelCandidates(modelRaw);
  const known = words.map((word) => findModel(catalogueProvider(provider), word)).find((found) => found);
  const names = known ? [...words, known.id] : words;
  const stated = LIMITS.statements.find(
    (one) => one.provider === provider && names.some((name) => namesModel(one, name)),
  );
  return { contextWindow: known?.info.context_window ?? null, maxOutput: stated?.maxOutput ?? null };
}
