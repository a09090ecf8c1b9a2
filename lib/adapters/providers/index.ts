import type { ProviderDefinition, ProviderRegistry } from "@/lib/core/provider";
import { anthropic } from "./anthropic/index";
import { openai } from "./openai/index";

/** In the order in which people choose. */
const PROVIDERS: ProviderDefinition[] = [openai, anthropic];

export const providers: ProviderRegistry = {
  list: () => PROVIDERS,
  get: (id) => PROVIDERS.find((provider) => provider.id === id) ?? null,
};
