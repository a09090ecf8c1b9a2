import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { cursorOf, readCursor } from "@/lib/core/paging";
import type { Context } from "@/lib/platform/context";
import {
  CATALOGUE_PROVIDERS,
  type CatalogueModel,
  catalogueEntry,
  findModel,
  PACKAGE,
  PACKAGE_DATE,
  PACKAGE_VERSION,
  priceCardAt,
} from "./genai-prices";
import type { PriceLine, PricePage, ReadPrices } from "./model";
import { catalogueProvider, foldProvider, providersOf } from "./model/provider-words";
import { COMPONENTS, type Component, ratesOf } from "./model/rates";

/** The bundled list never changes while we run, so a place in it is its number. */
const Position = z.tuple([z.int().min(0)]);

type Listed = { provider: string; model: CatalogueModel };

/** The rates that list costs are made of. A tier or model without a sourced rate has no line. */
export async function readPrices(ctx: Context, query: ReadPrices): Promise<PricePage> {
  authorise(ctx.actor, "prices.read");
  const at = query.at === undefined ? ctx.now() : new Date(query.at);
  const lines = query.tier === "sync" ? listed(ctx, query).flatMap((entry) => linesOf(entry, at)) : [];
  const start = readCursor(query.cursor, Position)?.[0] ?? 0;
  const end = start + query.limit;
  return { at, rows: lines.slice(start, end), nextCursor: end < lines.length ? cursorOf([end]) : null };
}

/** What the filters name, however they spell it; without a filter everything. */
function listed(ctx: Context, { provider, model }: ReadPrices): Listed[] {
  if (model.length === 0) return providers(provider).flatMap(everyModel);
  const found = model.flatMap((raw) => {
    const asked = provider.length
      ? provider.map(foldProvider)
      : [ctx.catalogue.normalise(null, raw).provider];
    return asked.flatMap((name) => {
      const id = ctx.catalogue.normalise(name, raw).model;
      const entry = id === null ? null : findModel(catalogueProvider(name), id);
      return entry ? [{ provider: name, model: entry }] : [];
    });
  });
  return [...new Map(found.map((entry) => [`${entry.provider}\n${entry.model.id}`, entry])).values()];
}

function providers(filter: string[]): string[] {
  return filter.length ? [...new Set(filter.map(foldProvider))] : CATALOGUE_PROVIDERS.flatMap(providersOf);
}

function everyModel(provider: string): Listed[] {
  const entry = catalogueEntry(catalogueProvider(provider));
  return (entry?.models ?? []).flatMap((info) => {
    const model = entry && {
      id: info.id,
      provider: entry,
      info: { ...info, match: { equals: info.id } },
      word: info.id,
    };
    return model ? [{ provider, model }] : [];
  });
}

function linesOf({ provider, model }: Listed, at: Date): PriceLine[] {
  const price = priceCardAt(model, at);
  if (!price) return [];
  const rates = ratesOf(price.card);
  return (Object.keys(COMPONENTS) as Component[]).flatMap((component) => {
    const perToken = rates[COMPONENTS[component]];
    if (perToken === null) return [];
    const source = `${PACKAGE} ${PACKAGE_VERSION}`;
    return [
      {
        provider,
        model: model.id,
        tier: "sync",
        component,
        perToken,
        source,
        sourceDate: PACKAGE_DATE,
        from: price.from,
      },
    ];
  });
}
