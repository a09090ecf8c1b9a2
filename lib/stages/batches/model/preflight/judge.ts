import type { Picodollars } from "@/lib/core/money";
import type { ConnectionLimits, Frame, ProviderLimits } from "@/lib/core/provider";
import { FEATURES } from "@/lib/core/values";
import type { Support } from "@/lib/stages/prices/model/batch-support";
import type { FrozenRates } from "@/lib/stages/prices/model/frozen-rates";
import type { Fix } from "../fix";
import type { Finding, PlannedPart, PreflightReport } from "../preflight";
import { type CostSums, type GroupRates, ratesOfGroups, sumCosts } from "./estimating/cost";
import { costSource, costWords } from "./estimating/cost-words";
import {
  type Cost,
  type Counted,
  costsOf,
  doubtOf,
  estimateInput,
  type Measured,
} from "./estimating/estimate";
import { contextFindings, countSent, readableFinding } from "./findings/context";
import {
  canaryFinding,
  fewFindings,
  mixFindings,
  partsFinding,
  priceFinding,
  sizeFindings,
} from "./findings/files";
import { idFindings, paidFindings } from "./findings/ids";
import { outlierFindings, outputFindings } from "./findings/outputs";
import { supportFindings } from "./findings/support";
import { type Trouble, troubleFindings } from "./findings/troubles";
import { markDuplicates } from "./id-hash";
import { capsOf, type LimitsInput, limitLines, type QueueUse } from "./limits";
import type { Group, Lines } from "./lines";
import { type Mends, mendsOf } from "./mend-body";
import { type Outliers, setApart } from "./outliers";
import { type Expectation, estimateOutput, expectationOf, type History } from "./output";
import { type Bin, type Caps, splitIntoParts } from "./split";

/** Everything that decides about an upload; the same again gives the same report. */
export type JudgeInput = {
  lines: Lines;
  groups: readonly Group[];
  troubles: ReadonlyMap<string, Trouble>;
  broken: PreflightReport["broken"];
  bytes: number;
  fixes: readonly Fix[];
  canary: number | null;
  provider: { id: string; label: string; limits: ProviderLimits; frame: Frame; hasQueue: boolean };
  connection: ConnectionLimits;
  running: readonly QueueUse[];
  supportOf(group: Group): Support;
  modelOf(group: Group): { contextWindow: number | null; maxOutput: number | null };
  history: History | null;
  rates: FrozenRates;
  measured: readonly Measured[];
  counted: Counted | null;
};

export type Judged = {
  report: Omit<PreflightReport, "tookMs">;
  bins: Bin[];
  rates: GroupRates[];
};

/** What an answer without any stated limit is taken to become at most. */
const LONGEST_ANSWER = 32_768;

export function judge(input: JudgeInput): Judged {
  const desk = deskOf(input);
  const marked = inspect(desk);
  const tokens = estimateInput(input.lines, desk.costs, input.counted);
  const output = estimateOutput(input.lines, desk.expected, desk.mends.limit);
  const files = planFiles(desk);
  const money = priceAll(desk, output.open > 0);
  const findings = inOrder([...marked, ...remarks(desk, files, money)]);
  const { lines, groups } = input;
  const { bins } = files;
  const { limits } = input.provider;
  return {
    bins,
    rates: desk.rates,
    report: {
      version: 1,
      fixes: [...input.fixes],
      lines: lines.count,
      requests: files.requests,
      bytes: input.bytes,
      inputTokens: { expected: tokens.expected, low: tokens.low, high: tokens.high },
      inputTokensBy: { how: tokens.how, tokenizer: tokens.tokenizer },
      outputTokens: { expected: output.expected, low: output.low, high: output.high },
      outputTokensBy: desk.expected.words,
      longestTokens: tokens.longest,
      models: unique(groups.flatMap(({ model }) => model ?? [])),
      paths: unique(groups.map(({ path }) => path)),
      features: featuresIn(lines),
      findings,
      limits: limitLines(desk.limits, files),
      parts: bins.map((bin, place) => partOf(bin, place, { groups, limits })),
      cost: costOf(desk, money, { input: tokens.expected, output: output.expected, open: output.open }),
      broken: input.broken,
    },
  };
}

type Desk = {
  input: JudgeInput;
  mends: Mends;
  limits: LimitsInput;
  costs: Cost[];
  expected: Expectation;
  rates: GroupRates[];
  doubt(row: number): number;
  queueTokens(row: number): number;
  capsOf(group: number): Caps;
};

function deskOf(input: JudgeInput): Desk {
  const { lines, groups, provider, running, connection } = input;
  const limits: LimitsInput = {
    ...{ groups, running, connection },
    ...{ provider: provider.limits, hasQueue: provider.hasQueue },
  };
  const costs = costsOf(provider.id, groups, { measured: input.measured, isCounted: input.counted !== null });
  const doubt = (row: number) => doubtOf(costs, lines.group.get(row), input.counted, row);
  return {
    ...{ input, limits, costs, doubt },
    mends: mendsOf(input.fixes),
    expected: expectationOf(input.history),
    rates: ratesOfGroups(groups, input.rates),
    queueTokens: (row) => lines.input.get(row) * doubt(row),
    capsOf: (group) => capsOf(limits, group),
  };
}

/** What is said of single lines. Fixes leave lines out on the way, so the order is that of the looking. */
function inspect({ input, mends, costs, expected, doubt, queueTokens, capsOf: caps }: Desk): Finding[] {
  const { lines, groups, fixes, provider, troubles } = input;
  const { oneModel, onePath } = provider.limits;
  const frameBytes = new TextEncoder().encode(provider.frame.head + provider.frame.tail).length;
  const support = { lines, groups, fixes, provider: provider.label, supportOf: input.supportOf };
  const found = [
    ...troubleFindings(troubles, expected.ceiling, fixes),
    ...mixFindings(groups, { oneModel, onePath }, fixes),
    ...supportFindings(support),
  ];
  estimateInput(lines, costs, input.counted);
  const context = contextFindings({
    ...{ lines, groups, fixes, limit: mends.limit },
    windowOf: (group) => input.modelOf(group).contextWindow,
    doubt: (row) => ({ high: doubt(row), low: lowDoubt(costs, lines.group.get(row), doubt(row)) }),
  });
  const sizes = { lines, frameBytes, queueTokens, fixes, capsOf: caps, provider: provider.label };
  found.push(...context, ...sizeFindings(sizes), ...paidFindings(lines, fixes));
  markDuplicates(lines);
  found.push(...idFindings(lines, fixes));
  return [...readableFinding(lines, groups, troubles.size > 0), ...found];
}

type Files = { bins: Bin[]; tooMany: boolean; outliers: Outliers | null; requests: number; bytes: number };

function planFiles({ input, mends, queueTokens, capsOf: caps }: Desk): Files {
  const { lines, groups, provider, canary } = input;
  const { frame, limits } = provider;
  const least = Math.max(1, ...groups.map((_, group) => caps(group).least));
  const outliers = setApart(lines, mends.limit, least);
  const { oneModel, onePath } = limits;
  const bins = splitIntoParts({ lines, groups, frame, oneModel, onePath, canary, queueTokens, capsOf: caps });
  const bytes = (bins ?? []).reduce((sum, bin) => sum + bin.bytes, 0);
  return { bins: bins ?? [], tooMany: bins === null, outliers, requests: countSent(lines), bytes };
}

type Money = { sums: CostSums; high: Picodollars | null; rise: Picodollars | null };

function priceAll({ input, mends, rates, expected, doubt }: Desk, isOpen: boolean): Money {
  const { lines, groups } = input;
  const asked = { lines, groups, rates, longestAnswer: (group: number) => longestOf(input, group) };
  const sure = { doubt: () => 1, outputDoubt: 1 };
  const sums = sumCosts({ ...asked, ...sure, limit: mends.limit });
  const open = sumCosts({ ...asked, ...sure, limit: null });
  const rise = open.high !== null && open.batch !== null ? open.high - open.batch : null;
  if (isOpen) return { sums, high: sums.high, rise };
  const outputDoubt = expected.high / expected.mean;
  return { sums, high: sumCosts({ ...asked, doubt, outputDoubt, limit: mends.limit }).high, rise };
}

/** What is said of the whole. */
function remarks({ input, expected }: Desk, { bins, tooMany, outliers }: Files, money: Money): Finding[] {
  const { lines, groups, fixes, provider, history, canary } = input;
  const hasHistory = history !== null && history.p99 !== null;
  const isNeeded = [...input.troubles.values()].some(({ problem }) => problem.mend?.kind === "limit-output");
  return [
    ...(tooMany ? [partsFinding(provider.label)] : fewFindings(bins, groups, provider.label)),
    ...outputFindings({ lines, expected, hasHistory, isNeeded, rise: money.rise, fixes }),
    ...outlierFindings(lines, outliers),
    ...priceFinding(money.sums.unpriced),
    ...canaryFinding(bins, canary),
  ];
}

type Told = { input: number; output: number; open: number };

function costOf({ input, rates }: Desk, { sums, high }: Money, told: Told): PreflightReport["cost"] {
  return {
    sync: sums.sync?.toString() ?? null,
    batch: sums.batch?.toString() ?? null,
    high: high?.toString() ?? null,
    unpriced: sums.unpriced,
    words: costWords({ groups: input.groups, rates, sums, high, ...told }),
    source: costSource(rates),
  };
}

/** By how much the input of a line may be less than expected, as a factor. */
function lowDoubt(costs: readonly Cost[], group: number, high: number): number {
  const cost = costs[group];
  return high === 1 || !cost || cost.expected === 0 ? 1 : cost.low / cost.expected;
}

function longestOf({ groups, modelOf }: JudgeInput, group: number): number {
  const { maxOutput, contextWindow } = groups[group]
    ? modelOf(groups[group])
    : { maxOutput: null, contextWindow: null };
  return maxOutput ?? Math.min(LONGEST_ANSWER, contextWindow ?? LONGEST_ANSWER);
}

type Around = { groups: readonly Group[]; limits: ProviderLimits };

function partOf(bin: Bin, place: number, { groups, limits }: Around): PlannedPart {
  const models = unique(groups.map(({ model }) => model));
  const { requests, bytes, inputTokens, kind } = bin;
  const own = groups[bin.group];
  return {
    ...{ number: place + 1, requests, bytes, inputTokens, kind },
    model: limits.oneModel || models.length === 1 ? (own?.model ?? null) : null,
    path: own?.path ?? "",
  };
}

const RANK = { blocker: 0, advice: 1, pass: 2 };

/** Blockers first, then advice, then what is well; each in the order in which it was looked at. */
const inOrder = (findings: Finding[]) => [...findings].sort((a, b) => RANK[a.severity] - RANK[b.severity]);

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

function featuresIn(lines: Lines): string[] {
  let bits = 0;
  for (let row = 0; row < lines.count; row += 1) if (lines.isSent(row)) bits |= lines.features.get(row);
  return FEATURES.filter((_, place) => bits & (1 << place));
}
