import { z } from "zod";
import data from "./data/thresholds.json" with { type: "json" };

/** The stated limits of every rule, as data; each is shown beside the evidence it decides. */
export const Thresholds = z.record(z.string(), z.number());
export const THRESHOLDS = data;

/** Why a call can or cannot wait. The order is the order in which the rules are asked; the first that holds decides. */
export const CAUSES = [
  "webhook",
  "chain",
  "agent",
  "person-waits",
  "real-time",
  "read-later",
  "scheduled-client",
  "scheduled-shape",
  "round-the-clock",
] as const;
export type Cause = (typeof CAUSES)[number];

export const CLIENTS = ["browser", "server", "cron", "workflow", "unknown"] as const;
export type Client = (typeof CLIENTS)[number];

/** A share 0–1 of the calls for which it is known, and how many those are. Null when it is known of none. */
const Measured = z.object({ share: z.number(), calls: z.number() }).nullable();
const Spread = z.object({ p50: z.number(), p95: z.number(), calls: z.number() }).nullable();

/** What 30 days of traffic say about one endpoint. Calls are weighted: a row may stand for many. */
export const Evidence = z.object({
  calls: z.number(),
  /** Rows that describe single calls; the rest are a source's own sums and say nothing of how it is used. */
  rows: z.number(),
  requestLevelShare: z.number(),
  days: z.number(),
  streamed: Measured,
  toolCalls: Measured,
  inSessions: Measured,
  sessions: z.number(),
  chained: Measured,
  /** Calls per chain, mean. */
  chainLength: z.number().nullable(),
  /** Monday 00:00 UTC first; 168 weighted counts. */
  hoursOfWeek: z.array(z.number()).length(168),
  nightShare: z.number(),
  /** The narrowest usual window: share of calls in the best 3 hours and the best 10 hours of the day. */
  bestWindowShare: z.number(),
  workWindowShare: z.number(),
  activeSlotShare: z.number(),
  activeDayShare: z.number(),
  /** The most calls within five minutes, and how uneven the gaps between calls are (standard deviation / mean). */
  burst: z.number(),
  gapVariation: z.number().nullable(),
  clients: z.record(z.enum(CLIENTS), z.number()),
  latencyMs: Spread,
  timeoutMs: Spread,
  retriedShare: Measured,
  webhook: Measured,
  readAfterSeconds: Spread,
  readWithinHour: Measured,
  inputTokens: z.number().nullable(),
  outputTokens: z.number().nullable(),
  outputP99: z.number().nullable(),
  embedding: z.boolean(),
  /** Of the tokens that still run as sync, the share that can wait. Null when none do. */
  syncFitShare: z.number().nullable(),
  /** Models with a dearer band for long requests: the share of each token class that lies in it. */
  long: z.array(z.object({ provider: z.string(), model: z.string(), input: z.number(), output: z.number() })),
  /** Weighted calls per cause; what no rule decides is "unknown". */
  causes: z.partialRecord(z.enum([...CAUSES, "unknown"]), z.number()),
});
export type Evidence = z.infer<typeof Evidence>;

/** What is known of an endpoint that no single call was seen of. */
export const NOTHING: Evidence = {
  calls: 0,
  rows: 0,
  requestLevelShare: 0,
  days: 0,
  streamed: null,
  toolCalls: null,
  inSessions: null,
  sessions: 0,
  chained: null,
  chainLength: null,
  hoursOfWeek: new Array<number>(168).fill(0),
  nightShare: 0,
  bestWindowShare: 0,
  workWindowShare: 0,
  activeSlotShare: 0,
  activeDayShare: 0,
  burst: 0,
  gapVariation: null,
  clients: Object.fromEntries(CLIENTS.map((client) => [client, 0])) as Evidence["clients"],
  latencyMs: null,
  timeoutMs: null,
  retriedShare: null,
  webhook: null,
  readAfterSeconds: null,
  readWithinHour: null,
  inputTokens: null,
  outputTokens: null,
  outputP99: null,
  embedding: false,
  syncFitShare: null,
  long: [],
  causes: {},
};
