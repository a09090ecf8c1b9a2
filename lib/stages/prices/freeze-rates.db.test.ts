import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES } from "@/lib/core/access";
import { parseDollars } from "@/lib/core/money";
import { type TestContext, testContext } from "@/lib/testing/context";
import { openCatalogue } from "./catalogue";
import { freezeRates } from "./freeze-rates";
import { bandOf, FrozenRates, frozenModel, frozenRates } from "./model/frozen-rates";
import { PriceOverride } from "./model/overrides";
import { overridePrice } from "./override-price";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext({ catalogue: openCatalogue() });
});
afterAll(() => ctx.close());

const at = new Date("2026-11-01T00:00:00Z");
const perMillion = (dollars: string) => (parseDollars(dollars) ?? 0n) / 1_000_000n;

function of(frozen: FrozenRates, model: string) {
  const found = frozenModel(frozen, model);
  if (!found) throw new Error(`${model} is not among them`);
  return found;
}

test("list and batch rates stand with their sources, and survive JSON", async () => {
  const frozen = await freezeRates(ctx, { provider: "openai", models: ["gpt-4.1", "made-up"], at });
  const kept = FrozenRates.parse(JSON.parse(JSON.stringify(frozen)));
  const model = of(kept, "GPT-4.1");
  expect(frozenRates(model, "sync", "base")).toMatchObject({
    freshInput: perMillion("2"),
    output: perMillion("8"),
  });
  expect(frozenRates(model, "batch", "base")).toMatchObject({
    freshInput: perMillion("1"),
    output: perMillion("4"),
  });
  expect(model.rates.find(({ tier, component }) => tier === "batch" && component === "output")).toMatchObject(
    {
      source: expect.stringContaining("OpenAI"),
      sourceUrl: expect.stringContaining("https://"),
      standing: "stated",
    },
  );
  expect(frozenRates(of(kept, "made-up"), "batch", "base")).toBeNull();
});

test("a long request pays the long band, in batch as well", async () => {
  const frozen = await freezeRates(ctx, { provider: "openai", models: ["gpt-5.6-luna"], at });
  const model = of(frozen, "gpt-5.6-luna");
  const above = model.longAbove ?? 0;
  expect(above).toBeGreaterThan(100_000);
  expect([bandOf(model, above), bandOf(model, above + 1)]).toEqual(["base", "long"]);
  const [base, long] = [frozenRates(model, "batch", "base"), frozenRates(model, "batch", "long")];
  expect(long?.freshInput).toBe((base?.freshInput ?? 0n) * 2n);
});

test("an own price stands over the list and says so", async () => {
  const here = await ctx.elsewhere();
  const own = { provider: "openai", model: "gpt-4.1", tier: "batch", rateClass: "output" };
  await overridePrice(
    here,
    PriceOverride.parse({ ...own, perMillion: "3.20", from: "2026-01-01", note: "EDP" }),
  );
  const model = of(await freezeRates(here, { provider: "openai", models: ["gpt-4.1"], at }), "gpt-4.1");
  expect(frozenRates(model, "batch", "base")?.output).toBe(perMillion("3.2"));
  expect(model.rates.filter(({ standing }) => standing === "own")).toMatchObject([
    { tier: "batch", component: "output", source: "EDP", sourceDate: "2026-01-01" },
  ]);
});

test("prices are there for every role that starts or reads batches", async () => {
  for (const role of ROLES)
    expect((await freezeRates(ctx.as(role), { provider: "openai", models: [], at })).models).toEqual([]);
});
