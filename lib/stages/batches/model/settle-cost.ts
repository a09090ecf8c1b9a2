import type { Picodollars } from "@/lib/core/money";
import type { ItemOutcome, Usage } from "@/lib/core/provider";
import type { Lane, Tier } from "@/lib/core/values";
import type { FrozenBand, FrozenRates } from "./rates";

/** What one request cost, by the prices that were frozen with its batch. Null: not known; never a false zero. */
export type Price = {
  tier: Tier;
  band: "base" | "long" | null;
  cost: Picodollars | null;
  /** The same tokens at the sync price. */
  syncCost: Picodollars | null;
  /** It was worked, or may have been, and nobody can say what it costs: somebody must look. */
  isUnpriced: boolean;
};

type Ended = Pick<ItemOutcome, "status" | "code" | "usage" | "model" | "tier">;

const CLASSES = [
  "freshInput",
  "cachedInput",
  "cacheWrite5m",
  "cacheWrite1h",
  "cacheWriteOther",
  "output",
] as const;
type Vector = readonly (bigint | null)[];
type Bands = {
  above: number;
  base: Record<"sync" | "batch" | "flex", Vector | null>;
  long: Record<"sync" | "batch" | "flex", Vector | null> | null;
};

/** Failures after which a request may have been worked and billed although no usage is told. */
const MAYBE_CHARGED = new Set([
  "empty-answer",
  "no-usage",
  "unreadable",
  "interrupted",
  "result-missing",
  "results-gone",
]);

/** A pricer for the requests of one part: rates are looked up once a model, not once a request. */
export function pricerOf(
  rates: FrozenRates | null,
  partModel: string | null,
): (ended: Ended, lane: Lane) => Price {
  const bands = new Map<string | null, Bands | null>();
  return (ended, lane) => {
    const tier = tierOf(ended.tier, lane);
    const { usage, status } = ended;
    if (!usage || CLASSES.every((name) => usage[name] === null)) {
      const isFree = status !== "succeeded" && !MAYBE_CHARGED.has(ended.code ?? "");
      const cost = isFree ? 0n : null;
      return { tier, band: null, cost, syncCost: cost, isUnpriced: !isFree };
    }
    let found = bands.get(ended.model);
    if (found === undefined) {
      found = bandsOf(rates, modelOf(rates, partModel, ended.model));
      bands.set(ended.model, found);
    }
    if (!found) return { tier, band: null, cost: null, syncCost: null, isUnpriced: true };
    const band = found.long && totalInput(usage) > found.above ? "long" : "base";
    const set = (band === "long" ? found.long : null) ?? found.base;
    const cost = costOf(usage, tier === "sync" || tier === "batch" || tier === "flex" ? set[tier] : null);
    return { tier, band, cost, syncCost: costOf(usage, set.sync), isUnpriced: cost === null };
  };
}

/** What the answer says decides, not what was asked for. The words of ordinary service mean the price of its lane. */
export function tierOf(told: string | null, lane: Lane): Tier {
  const word = told?.toLowerCase() ?? "";
  if (word === "batch" || word === "flex") return word;
  if (word === "priority" || word === "fast") return "priority";
  return lane;
}

/** The model as the batch's lines name it: the one that was asked for, else the one that the answer's name extends. */
function modelOf(rates: FrozenRates | null, asked: string | null, told: string | null): string | null {
  const known = Object.keys(rates?.models ?? {});
  if (asked !== null && known.includes(asked)) return asked;
  if (told !== null && known.includes(told)) return told;
  const extended = known.filter((name) => told?.startsWith(name)).sort((a, b) => b.length - a.length);
  return extended[0] ?? (known.length === 1 && asked === null ? (known[0] ?? null) : null);
}

function bandsOf(rates: FrozenRates | null, model: string | null): Bands | null {
  const frozen = model === null ? undefined : rates?.models[model];
  if (!frozen) return null;
  return {
    above: frozen.long?.above ?? Number.POSITIVE_INFINITY,
    base: vectors(frozen.base),
    long: frozen.long && vectors(frozen.long),
  };
}

function vectors(band: FrozenBand) {
  const of = (tier: "sync" | "batch" | "flex"): Vector | null => {
    const set = band[tier];
    return set && CLASSES.map((name) => (set[name] === null ? null : BigInt(set[name])));
  };
  return { sync: of("sync"), batch: of("batch"), flex: of("flex") };
}

const totalInput = (usage: Usage) =>
  (usage.freshInput ?? 0) +
  (usage.cachedInput ?? 0) +
  (usage.cacheWrite5m ?? 0) +
  (usage.cacheWrite1h ?? 0) +
  (usage.cacheWriteOther ?? 0);

/** Null without a rate for tokens that are there, and null when tokens would cost nothing: both are nobody's price. */
function costOf(usage: Usage, rates: Vector | null): Picodollars | null {
  if (!rates) return null;
  let total = 0n;
  let tokens = false;
  for (const [place, name] of CLASSES.entries()) {
    const count = usage[name];
    if (!count) continue;
    const rate = rates[place];
    if (rate == null) return null;
    tokens = true;
    total += BigInt(count) * rate;
  }
  return tokens && total === 0n ? null : total;
}
