import type { ProviderDefinition, ProviderRegistry } from "@/lib/core/provider";

/** In the order in which people choose. */
const PROVIDERS: ProviderDefinition[] = [];

export const providers: ProviderRegistry = {
  list: () => PROVIDERS,
  get: (id) => PROVIDERS.find((provider) => provider.id === id) ?? null,
};
