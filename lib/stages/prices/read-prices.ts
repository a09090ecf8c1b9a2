import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { cursorOf, readCursor } from "@/lib/core/paging";
import type { Context } from "@/lib/platform/context";
import { CATALOGUE_PROVIDERS, catalogueEntry, findModel } from "./genai-prices";
import type { PricePage, ReadPrices } from "./model";
import { catalogueProvider, foldProvider, providersOf } from "./model/provider-words";
import { type Listed, linesOf } from "./price-lines";
import { loadOverrides } from "./store";

/** The bundled list never changes while we run, so a place in it is its number. */
const Position = z.tuple([z.int().min(0)]);

/** The rates that costs and forecasts are made of, each with its source. What no source names has no line. */
export async function readPrices(ctx: Context, query: ReadPrices): Promise<PricePage> {
  authorise(ctx.actor, "prices.read");
  const at = query.at === undefined ? ctx.now() : new Date(query.at);
  const overrides = await loadOverrides(ctx);
  const lines = listed(ctx, query).flatMap((entry) => linesOf(entry, { tier: query.tier, at, overrides }));
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
