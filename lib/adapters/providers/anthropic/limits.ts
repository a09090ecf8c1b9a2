import type { LimitField, ProviderLimits } from "@/lib/core/provider";

export const limits: ProviderLimits = {
  maxRequests: 100_000,
  // "256 MB" of request body, taken as the smaller reading.
  maxBytes: 256_000_000,
  minRequests: 1,
  windowHours: { default: 24, min: 24, max: 24 },
  oneModel: false,
  onePath: true,
  concurrentJobs: null,
  // New batches were seen to be unknown for seconds to a minute.
  visibleAfterSeconds: 90,
  // Counted from the creation, not from the end.
  resultsKeptDays: 29,
  source: {
    title: "Anthropic, Batch processing",
    url: "https://platform.claude.com/docs/en/build-with-claude/batch-processing",
    read: "2026-09-20",
  },
};

// Calls to all batch addresses together, all models together. The queue of requests that wait is a limit of its own;
// beyond it a new batch is answered with 429 and waits here.
export const limitFields: LimitField[] = [
  {
    name: "requestsPerMinute",
    label: "Calls to the batch API a minute",
    byModel: false,
    presets: [
      { label: "Start tier (200,000 requests in the queue)", values: { "*": 1_000 } },
      { label: "Build tier (300,000 requests in the queue)", values: { "*": 2_000 } },
      { label: "Scale tier (500,000 requests in the queue)", values: { "*": 4_000 } },
    ],
    source: {
      title: "Anthropic, Rate limits: Message Batches API",
      url: "https://platform.claude.com/docs/en/api/rate-limits",
      read: "2026-09-20",
    },
  },
];
