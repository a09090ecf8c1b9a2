import type { ConnectionField, ProviderDefinition } from "@/lib/core/provider";
import { field } from "../field";
import { HOME } from "./settings";

/** The vendor's own words for what a key may do; writing does not include reading. */
export const SCOPES = {
  batches: "api.batch.read and api.batch.write",
  files: "api.files.read and api.files.write",
  requests: "model.request",
  costs: "api.usage.read",
};

export const rights: ProviderDefinition["rights"] = [
  {
    title: "A restricted key of one project",
    language: "text",
    text: [
      "Permissions: Restricted",
      "",
      "Files                 Read and write   api.files.read, api.files.write",
      "Batches               Read and write   api.batch.read, api.batch.write",
      "Model capabilities    Request          model.request",
      "All others            None",
    ].join("\n"),
    source: "https://help.openai.com/en/articles/8867743-assign-api-key-permissions",
  },
  {
    title: "An admin key, only to read usage and costs",
    language: "text",
    text: ["Permissions: Restricted", "", "Usage                 Read", "All others            None"].join(
      "\n",
    ),
    source: "https://help.openai.com/en/articles/8867743-assign-api-key-permissions",
  },
  {
    title: "A webhook, so that a batch that ends is seen at once",
    language: "text",
    text: [
      "Project settings, Webhooks: create an endpoint",
      "",
      "URL       https://THIS_OFFPEAK/api/webhooks/openai/CONNECTION_ID",
      "Events    batch.completed, batch.failed, batch.expired, batch.cancelled",
      "",
      "Its signing secret belongs under More. Without it Offpeak asks by itself.",
    ].join("\n"),
    source: "https://platform.openai.com/docs/guides/webhooks",
  },
];

export const fields: ConnectionField[] = [
  field("apiKey", "API key", {
    in: "credentials",
    secret: true,
    required: true,
    hint: "Of the project that pays. A restricted key will do.",
    placeholder: "sk-proj-…",
  }),
  field("adminKey", "Admin key", {
    in: "credentials",
    secret: true,
    hint: "Reads usage and costs, so that invoices can be compared. Batches run without it.",
    placeholder: "sk-admin-…",
  }),
  field("webhookSecret", "Webhook secret", {
    in: "credentials",
    secret: true,
    hint: "Of a webhook for batch events. Without it Offpeak asks by itself.",
    placeholder: "whsec_…",
    advanced: true,
  }),
  field("organization", "Organization", { placeholder: "org-…", advanced: true }),
  field("project", "Project", { placeholder: "proj_…", advanced: true }),
  field("baseUrl", "Base URL", { placeholder: HOME, advanced: true }),
];
