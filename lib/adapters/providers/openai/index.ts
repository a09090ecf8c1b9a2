import { openLater } from "@/lib/adapters/providers/open-later";
import type { ProviderDefinition } from "@/lib/core/provider";
import { dialect } from "./dialect/dialect";
import { limitFields, limits } from "./limits";
import { fields, rights } from "./rights";
import { OpenaiCredentials, OpenaiSettings } from "./settings";

export const openai: ProviderDefinition = {
  id: "openai",
  label: "OpenAI",
  mark: "OA",
  limits,
  limitFields,
  dialect,
  fields,
  credentials: OpenaiCredentials,
  settings: OpenaiSettings,
  addresses: ["baseUrl"],
  needsModel: false,
  showsProgress: true,
  rights,
  open: (connection) =>
    openLater(async () => (await import("./provider")).openOpenai(connection), { signals: true }),
};
