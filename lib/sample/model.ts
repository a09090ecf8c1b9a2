/** The shape of an invented organisation's month. Money is cents, tokens are millions, days are days of the month. */

export type Rates = { fresh: number; cached: number; output: number };

export type Model = {
  /** The word that a gateway would log; the catalogue folds it. */
  name: string;
  provider: "openai" | "anthropic" | "vertex" | "bedrock";
  /** List price, dollars per million. Only splits a cell's dollars over its calls; a test holds it to the catalogue. */
  rates: Rates;
};

/** Relative spend per day of the month before it is fitted to the organisation's days. */
export type Trend = {
  /** Saturday and Sunday against a working day; 1 when it never rests. */
  weekend?: number;
  /** How much more the last day costs than the first, as a share of the middle. */
  growth?: number;
  /** Only these weekdays, Sunday is 0, each with its weight. */
  weekdays?: Partial<Record<number, number>>;
  from?: number;
  to?: number;
  /** Days that this part leaves out. */
  except?: number[];
};

/** One tier of one work: what it cost, and what the same calls cost at sync prices. */
export type Part = {
  tier: "sync" | "batch";
  cents: number;
  /** Cents at sync prices; twice the cents for batch unless told. */
  full?: number;
  trend: Trend;
  /** Given cents for each day of the month instead of a trend. */
  days?: number[];
  /** Its own tokens where a figure elsewhere names them; else its share of the work's. */
  tokens?: Tokens;
  evidence?: Partial<Evidence>;
};

export type Tokens = { input: number; cached: number; output: number };

/** The calls of one endpoint that share job and model. */
export type Work = {
  job?: string;
  model: Model;
  /** Millions; `input` includes `cached`, as the Spend table shows it. */
  tokens: Tokens;
  calls: number;
  rows: number;
  evidence: Evidence;
  parts: Part[];
};

export type Endpoint = {
  name: string;
  kind: "endpoint" | "job";
  owner: string | null;
  team: string | null;
  costCenter: string | null;
  works: Work[];
};

/** What a gateway sees of a call beside its tokens, and what the application tells it. */
export type Evidence = {
  clock: Clock;
  caller: Caller;
  /** Share of calls that stream. */
  stream?: number;
  latencyMs: number;
  timeoutMs?: number;
  webhook?: boolean;
  /** Calls of one conversation or agent run. */
  session?: Session;
  read: Read[];
};

export type Caller = "browser" | "server" | "cron" | "workflow" | "agent";

export type Session = {
  /** Calls of one session after another; their mean is the length of a chain. */
  lengths: number[];
  gapSeconds: [number, number];
  /** Every call but the last asks for a tool whose result is the next call's input. */
  tools?: boolean;
};

/** Weights of the 24 hours, UTC, per kind of day. `minutes` is how much of an hour a run needs: a burst at its start. */
export type Clock = {
  week: number[];
  weekend?: number[];
  /** Hours of single weekdays, Sunday is 0. */
  days?: Partial<Record<number, number[]>>;
  minutes?: number;
};

/** When the result is looked at: a share of the calls each. What no entry covers is never seen to be read. */
export type Read =
  | { share: number; kind: "at-once" }
  | { share: number; kind: "after"; hours: [number, number] }
  /** The first time that it is this hour, at least `wait` hours later, on a working day if told. */
  | {
      share: number;
      kind: "morning";
      hour: number;
      wait?: number;
      spreadMinutes: number;
      workdays?: boolean;
    };

/** One row of the usage file: one request that stands for `requests` alike. */
export type Call = {
  at: number;
  endpoint: Endpoint;
  work: Work;
  tier: Part["tier"];
  id: string;
  requests: number;
  fresh: number;
  cached: number;
  output: number;
  /** Millionths of a dollar. */
  micros: number;
  stream: boolean;
  toolCalls: number;
  session: string | null;
  userAgent: string;
  latencyMs: number | null;
  timeoutMs: number | null;
  webhook: boolean;
  readAt: number | null;
};

export const MONTH = { year: 2025, month: 10, days: 30 } as const;
const DAY = 86_400_000;

/** Midnight UTC of a day of the month, in milliseconds. */
export function dayStart(day: number): number {
  return Date.UTC(MONTH.year, MONTH.month, day);
}

/** Sunday is 0. */
export function weekdayOf(instant: number): number {
  return (Math.floor(instant / DAY) + 4) % 7;
}

export function isWeekend(instant: number): boolean {
  return weekdayOf(instant) % 6 === 0;
}

export function fullCents(part: Part): number {
  return part.full ?? (part.tier === "batch" ? part.cents * 2 : part.cents);
}

/** Dollars per million times tokens: a weight, not a price. */
export function listWeight(rates: Rates, { fresh, cached, output }: Rates): number {
  return fresh * rates.fresh + cached * rates.cached + output * rates.output;
}
