import { formatWhole } from "@/lib/core/numbers";
import type { ConnectionLimits, ProviderLimits } from "@/lib/core/provider";
import { matchesModel } from "@/lib/stages/prices/model/tier-rates";
import type { LimitLine } from "../preflight";
import type { Group } from "./lines";
import type { Bin, Caps } from "./split";
import { tokensWords } from "./words";

/** What runs through the connection now, by model. */
export type QueueUse = { model: string | null; inputTokens: number; jobs: number };

export type LimitsInput = {
  provider: ProviderLimits;
  /** Whether the provider limits the tokens that wait: then a connection that states no number is told so. */
  hasQueue: boolean;
  connection: ConnectionLimits;
  groups: readonly Group[];
  running: readonly QueueUse[];
};

/** A file of many models would fill the page with limits. */
const MOST_LINES = 5;

/** The number of the narrowest pattern that names the model; null: nobody states one. */
export function limitFor(limits: Record<string, number> | undefined, model: string | null): number | null {
  const named = Object.entries(limits ?? {}).filter(([pattern]) => matchesModel(pattern, model ?? ""));
  named.sort(([a], [b]) => b.length - a.length);
  return named[0]?.[1] ?? null;
}

/** What one file of a group may hold. */
export function capsOf({ provider, connection, groups }: LimitsInput, group: number): Caps {
  const model = groups[group]?.model ?? null;
  return {
    requests: provider.maxRequests,
    bytes: provider.maxBytes,
    tokens: limitFor(connection.enqueuedTokens, model),
    least: limitFor(connection.minRequests, model) ?? provider.minRequests,
  };
}

type Plan = { bins: readonly Bin[]; requests: number; bytes: number };

/** Each limit as yours, allowed, consequence. */
export function limitLines(input: LimitsInput, plan: Plan): LimitLine[] {
  const { provider } = input;
  const { title: source } = provider.source;
  const line = (code: LimitLine["code"], label: string, unit: LimitLine["unit"]) => ({
    code,
    label,
    unit,
    source,
  });
  return [
    {
      ...line("requests", "Requests per file", "requests"),
      ...{ yours: plan.requests, allowed: provider.maxRequests },
      consequence: plan.requests > provider.maxRequests ? "split" : "fits",
    },
    {
      ...line("bytes", "File size", "bytes"),
      ...{ yours: plan.bytes, allowed: provider.maxBytes },
      consequence: plan.bytes > provider.maxBytes ? "split" : "fits",
    },
    ...leastLine(plan, line("min-requests", "Requests at least", "requests")),
    ...queueLines(input, plan, line("enqueued-tokens", "Tokens in the queue", "tokens")),
    ...jobLines(input, plan, line("concurrent-jobs", "Files at a time", "jobs")),
  ];
}

type Line = Pick<LimitLine, "code" | "label" | "unit" | "source">;

function leastLine({ bins }: Plan, line: Line): LimitLine[] {
  const least = Math.max(...bins.map(({ caps }) => caps.least), 0);
  if (least <= 1) return [];
  const yours = Math.min(...bins.map(({ requests }) => requests));
  return [{ ...line, yours, allowed: least, consequence: yours < least ? "blocked" : "fits" }];
}

/** Tokens by model of the connection's queue: the model that is nearest to its cap speaks for all. */
function queueLines(
  { connection, groups, running, hasQueue }: LimitsInput,
  { bins }: Plan,
  line: Line,
): LimitLine[] {
  const byModel = new Map<string | null, number>();
  for (const bin of bins) {
    const model = groups[bin.group]?.model ?? null;
    byModel.set(model, (byModel.get(model) ?? 0) + bin.queueTokens);
  }
  const lines = [...byModel].map(([model, tokens]): LimitLine => {
    const allowed = limitFor(connection.enqueuedTokens, model);
    const label = byModel.size > 1 && model ? `${line.label}, ${model}` : line.label;
    const yours = Math.ceil(tokens);
    if (allowed === null) return { ...line, label, yours, allowed, consequence: "unknown" };
    const used = running.filter((use) => use.model === model).reduce((sum, use) => sum + use.inputTokens, 0);
    const beside = used > 0 ? `, ${tokensWords(used)} in use` : "";
    const consequence = yours + used <= allowed ? "fits" : "waits";
    return { ...line, label: `${label}${beside}`, yours, allowed, consequence };
  });
  return hasQueue || connection.enqueuedTokens !== undefined ? lines.slice(0, MOST_LINES) : [];
}

function jobLines(input: LimitsInput, { bins }: Plan, line: Line): LimitLine[] {
  const models = new Set(bins.map(({ group }) => input.groups[group]?.model ?? null));
  return [...models].slice(0, MOST_LINES).flatMap((model) => {
    const allowed = limitFor(input.connection.concurrentJobs, model) ?? input.provider.concurrentJobs;
    if (allowed === null) return [];
    const yours = bins.filter(({ group }) => (input.groups[group]?.model ?? null) === model).length;
    const used = input.running.filter((use) => use.model === model).reduce((sum, use) => sum + use.jobs, 0);
    const beside = used > 0 ? `, ${formatWhole(used)} running` : "";
    const consequence = yours + used <= allowed ? ("fits" as const) : ("waits" as const);
    return [{ ...line, label: `${line.label}${beside}`, yours, allowed, consequence }];
  });
}
