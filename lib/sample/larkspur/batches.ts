import type { BatchState } from "@/lib/core/values";
import { GPT_4_1, GPT_4_1_MINI, GPT_5, GPT_5_MINI, SONNET } from "./models";

/** A batch of the story. Hours are before the moment that the sample is loaded; dollars are text. */
export type Told = {
  id: string;
  endpoint: string;
  provider: "openai" | "anthropic";
  model: string;
  by: string;
  costCenter: string;
  team: string;
  label?: string;
  state: BatchState;
  file: string;
  idPrefix: string;
  requests: number;
  bytes: number;
  tokens: { input: number; cached: number; output: number };
  /** Of the batch price, and of the same work as sync. */
  estimate: [batch: string, sync: string];
  settled?: [batch: string, sync: string];
  /** How long ago it began; below zero: how long until it does. */
  startedAgo: number;
  /** How long it took. */
  took?: number;
  parts?: ToldPart[];
  failures?: ToldFailure[];
  expired?: number;
  runAsSync?: { dollars: string; after: number };
};
type ToldPart = { requests: number; took?: number; counts?: { succeeded: number; failed: number } };
type ToldFailure = { code: string; message: string; remedy: "fix" | "resend"; count: number };

const TOO_LONG: ToldFailure = {
  code: "context_length_exceeded",
  message: "The prompt is longer than the model can read: 214,880 tokens of 200,000",
  remedy: "fix",
  count: 31,
};
const OVERLOADED: ToldFailure = {
  code: "server_error",
  message: "The provider was overloaded",
  remedy: "resend",
  count: 5,
};

const minutes = (hours: number, rest: number) => hours + rest / 60;

const contracts = {
  endpoint: "docs/contract-extract",
  by: "tomas",
  costCenter: "CC-4400",
  team: "Legal Ops",
  idPrefix: "ctr-",
} as const;
const catalog = {
  endpoint: "catalog/product-enrich",
  by: "jonas",
  costCenter: "CC-4200",
  team: "Catalog",
  idPrefix: "sku-",
} as const;
const evals = {
  endpoint: "evals/regression-suite",
  by: "hannah",
  costCenter: "CC-4000",
  team: "ML Platform",
  idPrefix: "eval-",
} as const;
const tickets = {
  endpoint: "support/ticket-summaries",
  by: "priya",
  costCenter: "CC-4100",
  team: "Support Platform",
  idPrefix: "tkt-",
} as const;

/** Now, tonight, and since yesterday: as the list of the design shows them. */
export const BATCHES: Told[] = [
  {
    ...contracts,
    ...{ id: "bat_7k4", provider: "openai", model: GPT_4_1.name, state: "running" },
    ...{ file: "contracts-intake.jsonl", requests: 13_400, bytes: 41_800_000 },
    tokens: { input: 12_000, cached: 0, output: 1_320 },
    ...{ estimate: ["231.70", "463.40"], settled: ["142.03", "284.06"] },
    startedAgo: minutes(18, 36),
    // The first file is done and read; the second one crawls.
    parts: [
      { requests: 8_250, took: minutes(18, 10) },
      { requests: 5_150, counts: { succeeded: 0, failed: 0 } },
    ],
    failures: [TOO_LONG, OVERLOADED],
  },
  {
    ...{
      endpoint: "reviews/moderation-backfill",
      by: "sofia",
      costCenter: "CC-4600",
      team: "Trust & Safety",
    },
    ...{ id: "bat_7k5", provider: "openai", model: GPT_5_MINI.name, state: "running", idPrefix: "rev-" },
    ...{ file: "reviews-backfill.jsonl", requests: 48_000, bytes: 96_400_000 },
    tokens: { input: 5_100, cached: 2_200, output: 4_380 },
    estimate: ["229.05", "458.10"],
    startedAgo: minutes(14, 42),
    parts: [{ requests: 48_000, counts: { succeeded: 42_310, failed: 0 } }],
  },
  {
    ...catalog,
    ...{ id: "bat_7k6", provider: "openai", model: GPT_4_1.name, state: "running" },
    ...{ file: "catalog-winter.jsonl", requests: 22_100, bytes: 94_300_000, label: "winter-assortment" },
    tokens: { input: 7_600, cached: 0, output: 2_340 },
    estimate: ["374.70", "749.40"],
    startedAgo: minutes(7, 12),
    parts: [{ requests: 22_100, counts: { succeeded: 21_440, failed: 12 } }],
  },
  {
    ...tickets,
    ...{ id: "bat_7m1", provider: "anthropic", model: SONNET.name, state: "scheduled" },
    ...{ file: "tickets-night-3.jsonl", requests: 41_000, bytes: 88_200_000, label: "Pilot, night 3" },
    tokens: { input: 2_100, cached: 0, output: 215 },
    estimate: ["195.50", "391.00"],
    startedAgo: -minutes(5, 18),
  },
  {
    ...evals,
    ...{ id: "bat_7m2", provider: "openai", model: GPT_5.name, state: "scheduled", label: "Nightly" },
    ...{ file: "regression-suite.jsonl", requests: 6_200, bytes: 58_900_000 },
    tokens: { input: 18_000, cached: 0, output: 4_200 },
    estimate: ["201.10", "402.20"],
    startedAgo: -minutes(8, 18),
  },
  {
    ...tickets,
    ...{ id: "bat_7k2", provider: "anthropic", model: SONNET.name, state: "completed" },
    ...{ file: "tickets-night-2.jsonl", requests: 41_208, bytes: 88_600_000, label: "Pilot, night 2" },
    tokens: { input: 2_100, cached: 0, output: 215 },
    ...{ estimate: ["195.90", "391.80"], settled: ["196.40", "392.80"] },
    ...{ startedAgo: minutes(18, 42), took: minutes(3, 12) },
    parts: [{ requests: 41_208, took: minutes(3, 12) }],
  },
  {
    ...evals,
    ...{ id: "bat_7k1", provider: "openai", model: GPT_5.name, state: "completed", label: "Nightly" },
    ...{ file: "regression-suite.jsonl", requests: 6_180, bytes: 58_700_000 },
    tokens: { input: 18_000, cached: 0, output: 4_200 },
    ...{ estimate: ["200.40", "400.80"], settled: ["199.30", "398.60"] },
    ...{ startedAgo: minutes(15, 42), took: minutes(4, 36) },
    parts: [{ requests: 6_180, took: minutes(4, 36) }],
    failures: [{ ...OVERLOADED, count: 14 }],
  },
  {
    ...catalog,
    ...{ id: "bat_7j9", provider: "openai", model: GPT_4_1_MINI.name, state: "completed" },
    ...{ file: "catalog-attributes.jsonl", requests: 30_400, bytes: 71_500_000 },
    tokens: { input: 5_600, cached: 0, output: 1_370 },
    ...{ estimate: ["67.20", "134.40"], settled: ["67.35", "134.70"] },
    ...{ startedAgo: minutes(26, 12), took: minutes(7, 24) },
    parts: [{ requests: 30_400, took: minutes(7, 24) }],
  },
  {
    // The window closed on 312 of them; a person had these run as sync.
    ...contracts,
    ...{ id: "bat_7j6", provider: "anthropic", model: SONNET.name, state: "completed" },
    ...{ file: "contracts-archive.jsonl", requests: 13_120, bytes: 40_900_000 },
    tokens: { input: 8_900, cached: 0, output: 530 },
    ...{ estimate: ["227.10", "454.20"], settled: ["237.90", "454.20"] },
    ...{ startedAgo: minutes(27, 42), took: minutes(24, 20) },
    parts: [{ requests: 13_120, took: 24 }],
    expired: 312,
    runAsSync: { dollars: "10.80", after: minutes(24, 20) },
  },
];
