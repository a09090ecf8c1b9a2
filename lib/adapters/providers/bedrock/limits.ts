import type { LimitField, ProviderLimits } from "@/lib/core/provider";

const QUOTAS = {
  title: "AWS, Service quotas of batch inference: defaults, by model and region",
  url: "https://docs.aws.amazon.com/bedrock/latest/userguide/quotas.html",
  read: "2026-11-23",
};

export const limits: ProviderLimits = {
  // The usual default; newer models may have more.
  maxRequests: 50_000,
  // "1 GB" a file, taken as the smaller reading. A job may have 5, and ours have one file.
  maxBytes: 1_000_000_000,
  minRequests: 100,
  windowHours: { default: 24, min: 24, max: 168 },
  oneModel: true,
  onePath: true,
  concurrentJobs: 20,
  // A list shows a job at once; this leaves room for a create that is still on its way.
  visibleAfterSeconds: 60,
  // They are in the customer's own bucket.
  resultsKeptDays: null,
  source: QUOTAS,
};

export const limitFields: LimitField[] = [
  {
    name: "concurrentJobs",
    label: "Jobs at a time, submitted and in progress",
    byModel: true,
    presets: [{ label: "Published default", values: { "*": 20 } }],
    source: {
      title:
        'AWS, Service Quotas: "Sum of in-progress and submitted batch inference jobs using a base model"',
      url: QUOTAS.url,
      read: QUOTAS.read,
    },
  },
  {
    name: "minRequests",
    label: "Fewest records of a job",
    byModel: true,
    presets: [
      { label: "Default of most models", values: { "*": 100 } },
      { label: "Default until 2024", values: { "*": 1_000 } },
    ],
    source: {
      title: 'AWS, Service Quotas: "Minimum number of records per batch inference job"',
      url: QUOTAS.url,
      read: QUOTAS.read,
    },
  },
];
