import { openLater } from "@/lib/adapters/providers/open-later";
import type { ProviderDefinition } from "@/lib/core/provider";
import { dialect } from "./dialect/dialect";
import { limitFields, limits } from "./limits";
import { fields, rights } from "./rights";
import { AnthropicCredentials, AnthropicSettings } from "./settings";

export const anthropic: ProviderDefinition = {
  id: "anthropic",
  label: "Anthropic",
  mark: "AN",
  limits,
  limitFields,
  dialect,
  fields,
  credentials: AnthropicCredentials,
  settings: AnthropicSettings,
  addresses: ["baseUrl"],
  needsModel: false,
  showsProgress: false,
  rights,
  open: (connection) =>
    openLater(async () => (await import("./provider")).openAnthropic(connection), { signals: false }),
};
