import { authorise } from "@/lib/core/access";
import type { Catalogue, Rates } from "@/lib/core/catalogue";
import { dayOf } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { PACKAGE, PACKAGE_DATE, PACKAGE_VERSION } from "./genai-prices";
import { type LongContext, longContextAt } from "./long-context";
import {
  BANDS,
  type Band,
  FROZEN_TIERS,
  type FrozenModel,
  type FrozenRate,
  type FrozenRates,
  type FrozenTier,
} from "./model/frozen-rates";
import { overrideAt, perTokenOf, type StoredOverride, withOverrides } from "./model/overrides";
import { findStatement, RATE_CLASSES, type RateClass } from "./model/tier-rates";
import { TIER_STATEMENTS } from "./rate-data";
import { loadOverrides } from "./store";

export type FreezeRates = { provider: string; models: string[]; at: Date };

/** The rates of these models as this organisation pays them at that instant, each with its source. */
export async function freezeRates(ctx: Context, { provider, models, at }: FreezeRates): Promise<FrozenRates> {
  authorise(ctx.actor, "prices.read");
  const overrides = await loadOverrides(ctx);
  const catalogue = withOverrides(ctx.catalogue, overrides);
  return {
    version: 1,
    at: at.toISOString(),
    provider,
    catalogue: ctx.catalogue.version,
    models: models.map((model) => frozenModel({ catalogue, overrides, provider, model, at })),
  };
}

type Asked = {
  catalogue: Catalogue;
  overrides: readonly StoredOverride[];
  provider: string;
  model: string;
  at: Date;
};

function frozenModel(asked: Asked): FrozenModel {
  const { provider, model, at } = asked;
  const long = longContextAt(provider, model, at);
  const id = asked.catalogue.normalise(provider, model).model ?? model;
  const rates = FROZEN_TIERS.flatMap((tier) =>
    BANDS.flatMap((band) => {
      const found = ratesIn(asked, long, { tier, band });
      return found
        ? RATE_CLASSES.flatMap((component) => lineOf(asked, found, { id, tier, band, component }))
        : [];
    }),
  );
  return { model, id, longAbove: long?.above ?? null, rates };
}

type Place = { tier: FrozenTier; band: Band };

/** An own price holds for requests of any length: whoever typed it was asked for one number. */
function ratesIn(asked: Asked, long: LongContext | null, { tier, band }: Place): Rates | null {
  const { catalogue, provider, model, at } = asked;
  if (band === "base") return catalogue.ratesAt(provider, model, tier, at);
  if (!long) return null;
  const dear: Catalogue = { ...catalogue, ratesAt: (_provider, _model, asking) => long.rates(asking) };
  return withOverrides(dear, asked.overrides).ratesAt(provider, model, tier, at);
}

function lineOf(
  { overrides, provider, at }: Asked,
  rates: Rates,
  { id, tier, band, component }: Place & { id: string; component: RateClass },
): FrozenRate[] {
  const perToken = rates[component];
  if (perToken === null) return [];
  const line = { tier, band, component, perToken: perToken.toString() };
  const own = overrideAt(overrides, { provider, model: id, tier, rateClass: component, day: dayOf(at) });
  if (own && perTokenOf(own) === perToken)
    return [{ ...line, source: own.note, sourceUrl: null, sourceDate: own.from, standing: "own" }];
  if (tier === "sync") {
    const source = `${PACKAGE} ${PACKAGE_VERSION}`;
    return [{ ...line, source, sourceUrl: null, sourceDate: PACKAGE_DATE, standing: "list" }];
  }
  const stated = findStatement(
    TIER_STATEMENTS,
    { provider, model: id, tier, day: dayOf(at), band },
    component,
  );
  const source = stated?.source ?? null;
  return [
    {
      ...line,
      source: source?.title ?? `${PACKAGE} ${PACKAGE_VERSION}`,
      sourceUrl: source?.url ?? null,
      sourceDate: source?.read ?? PACKAGE_DATE,
      standing: stated?.standing ?? "list",
    },
  ];
}
