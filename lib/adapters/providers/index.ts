import type { ProviderDefinition, ProviderRegistry } from "@/lib/core/provider";
import { anthropic } from "./anthropic/index";
import { bedrock } from "./bedrock/index";
import { openai } from "./openai/index";
import { vertex } from "./vertex/index";

/** In the order in which people choose. */
const PROVIDERS: ProviderDefinition[] = [openai, anthropic, bedrock, vertex];

export const providers: ProviderRegistry = {
  list: () => PROVIDERS,
  get: (id) => PROVIDERS.find((provider) => provider.id === id) ?? null,
};
