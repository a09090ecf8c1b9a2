import type { LimitField, ProviderLimits } from "@/lib/core/provider";

export const limits: ProviderLimits = {
  maxRequests: 200_000,
  // "1 GB", taken as the smaller reading; 20 MB of it are for the labels that every line gets on its way.
  maxBytes: 980_000_000,
  minRequests: 1,
  // Up to 72 hours in the queue, then up to 24 of work. Nothing shorter can be asked for.
  windowHours: { default: 24, min: 24, max: 96 },
  oneModel: true,
  onePath: true,
  // A pool that all customers share: no quota is published.
  concurrentJobs: null,
  // A create is one small JSON body: a list that is a minute older shows it. Assumed, the vendor says nothing of it.
  visibleAfterSeconds: 60,
  // Buckets and tables are the customer's own.
  resultsKeptDays: null,
  source: {
    title: "Google Cloud, Gemini batch inference: 200,000 requests, 1 GB, 72 h in the queue and 24 h of work",
    url: "https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/capabilities/batch-inference",
    read: "2026-11-23",
  },
};

export const limitFields: LimitField[] = [];
