import { dayOf } from "@/lib/core/period";
import type { Tier } from "@/lib/core/values";
import {
  type CatalogueModel,
  type DatedCard,
  PACKAGE,
  PACKAGE_DATE,
  PACKAGE_VERSION,
  priceCardAt,
} from "./genai-prices";
import type { PriceLine } from "./model";
import { overrideAt, type PriceOverride, perTokenOf } from "./model/overrides";
import { COMPONENTS, type Component, ratesOf } from "./model/rates";
import { findStatement, type TierStatement, timesRate } from "./model/tier-rates";
import { TIER_STATEMENTS } from "./rate-data";

export type Listed = { provider: string; model: CatalogueModel };
type Question = { tier: Tier; at: Date; overrides: readonly PriceOverride[] };
type Rate = Omit<PriceLine, "provider" | "model" | "tier" | "component">;

/** Per component: the organisation's own price, else the list at sync, else a vendor's statement about the tier. */
export function linesOf({ provider, model }: Listed, { tier, at, overrides }: Question): PriceLine[] {
  const card = priceCardAt(model, at);
  const asked = { provider, model: model.id, day: dayOf(at) };
  return (Object.keys(COMPONENTS) as Component[]).flatMap((component) => {
    const rateClass = COMPONENTS[component];
    const own = overrideAt(overrides, { ...asked, tier, rateClass });
    const stated =
      tier === "batch" || tier === "flex"
        ? findStatement(TIER_STATEMENTS, { ...asked, tier }, rateClass)
        : null;
    const rate = own
      ? ownRate(own)
      : tier === "sync"
        ? listRate(card, component)
        : stated && statedRate(stated, card, component);
    return rate ? [{ provider, model: model.id, tier, component, ...rate }] : [];
  });
}

function ownRate(own: PriceOverride): Rate {
  const { note: source, from } = own;
  const perToken = perTokenOf(own);
  return { perToken, source, sourceUrl: null, sourceDate: from, standing: "own", from, why: null };
}

function listRate(card: DatedCard | null, component: Component): Rate | null {
  const perToken = card && ratesOf(card.card)[COMPONENTS[component]];
  if (!card || perToken === null) return null;
  const source = `${PACKAGE} ${PACKAGE_VERSION}`;
  const { from } = card;
  return { perToken, source, sourceUrl: null, sourceDate: PACKAGE_DATE, standing: "list", from, why: null };
}

function statedRate(stated: TierStatement, card: DatedCard | null, component: Component): Rate | null {
  const base = card && ratesOf(card.card)[stated.timesOf ?? COMPONENTS[component]];
  if (base === null) return null;
  const { source, standing, from, why = null } = stated;
  const perToken = timesRate(base, stated.times);
  return {
    perToken,
    source: source.title,
    sourceUrl: source.url,
    sourceDate: source.read,
    standing,
    from,
    why,
  };
}
