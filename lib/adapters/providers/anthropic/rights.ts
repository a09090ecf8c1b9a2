import type { ConnectionField, ProviderDefinition } from "@/lib/core/provider";
import { field } from "../field";
import { HOME } from "./settings";

/** What a key is, in the vendor's words: rights of its own it has none. */
export const PERMISSIONS = {
  batches: "an API key of the workspace that runs the batches",
  costs: "an Admin API key of the organization",
};

export const rights: ProviderDefinition["rights"] = [
  {
    title: "An API key of one workspace",
    language: "text",
    text: [
      "Claude Console, Settings, API keys: create a key",
      "",
      "Workspace     the one that pays for these batches",
      "",
      "A key sees and runs the batches of its workspace alone. It has no finer rights.",
      "Whoever creates it needs the role Developer or Admin there.",
    ].join("\n"),
    source: "https://platform.claude.com/docs/en/get-api-key",
  },
  {
    title: "An Admin API key, only to read usage and costs",
    language: "text",
    text: [
      "Claude Console, Settings, Admin keys: create a key",
      "",
      "It reads the usage and cost reports. Batches run without it.",
      "Only members with the role Admin can create one.",
    ].join("\n"),
    source: "https://platform.claude.com/docs/manage-claude/admin-api",
  },
];

export const fields: ConnectionField[] = [
  field("apiKey", "API key", {
    in: "credentials",
    secret: true,
    required: true,
    hint: "Of the workspace that pays: costs are reported by workspace.",
    placeholder: "sk-ant-api03-…",
  }),
  field("adminKey", "Admin key", {
    in: "credentials",
    secret: true,
    hint: "Reads usage and costs, so that invoices can be compared. Batches run without it.",
    placeholder: "sk-ant-admin01-…",
  }),
  field("baseUrl", "Base URL", { placeholder: HOME, advanced: true }),
];
