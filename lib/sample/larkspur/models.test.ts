import { expect, test } from "vitest";
import { DOLLAR, divideRounded } from "@/lib/core/money";
import { sum } from "@/lib/sample/drawing/spread";
import { listWeight } from "@/lib/sample/model";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { ENDPOINTS } from "./endpoints";
import * as models from "./models";

const NOVEMBER = new Date("2025-11-15T12:00:00Z");

test.each(Object.values(models).map((model) => [model.name, model] as const))(
  "%s has the list price of that month",
  (_, { provider, name, rates }) => {
    const list = openCatalogue().ratesAt(provider, name, "sync", NOVEMBER);
    const picodollars = (perMillion: number) =>
      divideRounded(BigInt(Math.round(perMillion * 1e6)) * DOLLAR, 10n ** 12n);
    expect(list?.freshInput).toBe(picodollars(rates.fresh));
    expect(list?.cachedInput ?? 0n).toBe(picodollars(rates.cached));
    expect(list?.output ?? 0n).toBe(picodollars(rates.output));
  },
);

test("dollars follow from tokens and list prices, but for the contracts that are named here", () => {
  const factors = ENDPOINTS.map(({ name, works }): [string, string] => {
    const list = sum(
      works.map(({ model, tokens: { input, cached, output } }) =>
        listWeight(model.rates, { fresh: input - cached, cached, output }),
      ),
    );
    const full = sum(
      works.flatMap(({ parts }) =>
        parts.map((part) => part.full ?? (part.tier === "batch" ? 2 : 1) * part.cents),
      ),
    );
    return [name, (full / 100 / list).toFixed(3)];
  });
  expect(factors.filter(([, factor]) => factor !== "1.000")).toEqual([
    ["catalog/product-enrich", "1.511"],
    ["reviews/moderation-backfill", "1.072"],
    ["evals/regression-suite", "0.977"],
    ["hr/cv-screen", "1.005"],
  ]);
});
