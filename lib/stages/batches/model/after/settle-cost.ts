import type { Picodollars } from "@/lib/core/money";
import type { ItemOutcome, Usage } from "@/lib/core/provider";
import type { Lane, Tier } from "@/lib/core/values";
import {
  bandOf,
  type FrozenModel,
  type FrozenRates,
  frozenModel,
  frozenRates,
} from "@/lib/stages/prices/model/frozen-rates";
import { RATE_CLASSES } from "@/lib/stages/prices/model/tier-rates";

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

type Vector = readonly (bigint | null)[];
type Priced = "sync" | "batch" | "flex";
type Band = "base" | "long";
/** Rates of one model as lists in the order of the classes: looked up once, used a hundred thousand times. */
type Card = { model: FrozenModel; vectors: Map<string, Vector | null> };

/** Failures after which a request may have been worked and billed although no usage is told. */
const MAYBE_CHARGED = new Set([
  "empty_answer",
  "unreadable_result",
  "unknown_result",
  "answer_lost",
  "interrupted",
  "result-missing",
  "results-gone",
]);

/** A pricer for the requests of one part: rates are looked up once a model, not once a request. */
export function pricerOf(
  rates: FrozenRates | null,
  partModel: string | null,
): (ended: Ended, lane: Lane) => Price {
  const cards = new Map<string | null, Card | null>();
  return (ended, lane) => {
    const tier = tierOf(ended.tier, lane);
    const { usage, status } = ended;
    if (!usage || RATE_CLASSES.every((name) => usage[name] === null)) {
      const isFree = status !== "succeeded" && !MAYBE_CHARGED.has(ended.code ?? "");
      const cost = isFree ? 0n : null;
      return { tier, band: null, cost, syncCost: cost, isUnpriced: !isFree };
    }
    let card = cards.get(ended.model);
    if (card === undefined) {
      const model = modelOf(rates, partModel, ended.model);
      card = model && { model, vectors: new Map() };
      cards.set(ended.model, card);
    }
    if (!card) return { tier, band: null, cost: null, syncCost: null, isUnpriced: true };
    const band = bandOf(card.model, totalInput(usage));
    const cost = tier === "priority" || tier === "unknown" ? null : costOf(usage, vectorOf(card, tier, band));
    return {
      tier,
      band,
      cost,
      syncCost: costOf(usage, vectorOf(card, "sync", band)),
      isUnpriced: cost === null,
    };
  };
}

/** What the answer says decides, not what was asked for. The words of ordinary service mean the price of its lane. */
export function tierOf(told: string | null, lane: Lane): Tier {
  const word = told?.toLowerCase() ?? "";
  if (word === "batch" || word === "flex") return word;
  if (word === "priority" || word === "fast") return "priority";
  return lane;
}

/** The model that was asked for, else the one that is told, else the longest name that the told one extends. */
function modelOf(rates: FrozenRates | null, asked: string | null, told: string | null): FrozenModel | null {
  if (!rates) return null;
  const named = (asked !== null && frozenModel(rates, asked)) || (told !== null && frozenModel(rates, told));
  if (named) return named;
  const extended = rates.models.filter(({ model }) => told?.toLowerCase().startsWith(model.toLowerCase()));
  const [longest] = extended.sort((a, b) => b.model.length - a.model.length);
  const only = rates.models.length === 1 && asked === null ? rates.models[0] : undefined;
  return longest ?? only ?? null;
}

function vectorOf({ model, vectors }: Card, tier: Priced, band: Band): Vector | null {
  const key = `${tier} ${band}`;
  let vector = vectors.get(key);
  if (vector === undefined) {
    const found = frozenRates(model, tier, band);
    vector = found && RATE_CLASSES.map((name) => found[name]);
    vectors.set(key, vector);
  }
  return vector;
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
  for (const [place, name] of RATE_CLASSES.entries()) {
    const count = usage[name];
    if (!count) continue;
    const rate = rates[place];
    if (rate == null) return null;
    tokens = true;
    total += BigInt(count) * rate;
  }
  return tokens && total === 0n ? null : total;
}
