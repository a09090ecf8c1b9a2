import type { LimitField, ProviderLimits } from "@/lib/core/provider";

const GUIDE = {
  title: "OpenAI, Batch guide",
  url: "https://developers.openai.com/api/docs/guides/batch",
  read: "2026-11-23",
};

export const limits: ProviderLimits = {
  maxRequests: 50_000,
  // "200 MB", taken as the smaller reading.
  maxBytes: 200_000_000,
  minRequests: 1,
  windowHours: { default: 24, min: 24, max: 24 },
  oneModel: true,
  onePath: true,
  concurrentJobs: null,
  // A create is one small JSON body, but the server may still be at it when our side of the line is lost.
  visibleAfterSeconds: 60,
  resultsKeptDays: 30,
  source: GUIDE,
};

// Input tokens of one model that may wait at a time, all batches together. The vendor publishes them on the page of each
// model and by account tier; an account's own figures stand in its dashboard alone.
export const limitFields: LimitField[] = [
  {
    name: "enqueuedTokens",
    label: "Input tokens in the batch queue",
    byModel: true,
    presets: [
      {
        label: "Tier 1",
        values: {
          "gpt-5.6-luna*": 5_000_000,
          "gpt-4o-mini*": 2_000_000,
          "gpt-4o*": 90_000,
          "text-embedding-3-*": 3_000_000,
        },
      },
      { label: "Tier 2", values: { "gpt-5.6-luna*": 20_000_000, "gpt-4o*": 1_350_000 } },
      { label: "Tier 3", values: { "gpt-5.6-luna*": 40_000_000 } },
      { label: "Tier 4", values: { "gpt-5.6-luna*": 1_000_000_000 } },
      { label: "Tier 5", values: { "gpt-5.6-luna*": 15_000_000_000 } },
    ],
    source: {
      title:
        "OpenAI, model pages: batch queue limit by tier (gpt-5.6-luna 2026-08-23; the others 2024 to 2025)",
      url: "https://developers.openai.com/api/docs/models",
      read: "2026-08-23",
    },
  },
];
