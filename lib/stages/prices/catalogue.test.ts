import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parseDollars } from "@/lib/core/money";
import { openCatalogue } from "./catalogue";
import { CATALOGUE_PROVIDERS, catalogueEntry, PACKAGE_VERSION } from "./genai-prices";

const catalogue = openCatalogue();
const AT = new Date("2025-11-15T10:00:00Z");
const perMillion = (text: string) => (parseDollars(text) ?? 0n) / 1_000_000n;

describe("providers and models have one name each", () => {
  test.each([
    ["vertex_ai", "gemini-2.5-flash", "vertex", "gemini-2.5-flash"],
    ["vertex_ai_beta", "gemini-2.5-flash", "vertex", "gemini-2.5-flash"],
    ["vertex_ai-anthropic_models", "claude-sonnet-4-5@20250929", "vertex", "claude-sonnet-4-5"],
    ["google-vertex", "publishers/google/models/gemini-2.5-pro", "vertex", "gemini-2.5-pro"],
    ["gcp.vertex_ai", "gemini-2.5-pro", "vertex", "gemini-2.5-pro"],
    ["gemini", "gemini/gemini-2.5-flash", "google", "gemini-2.5-flash"],
    ["Google AI Studio", "models/gemini-2.5-flash", "google", "gemini-2.5-flash"],
    ["bedrock_converse", "amazon.nova-pro-v1:0", "bedrock", "amazon.nova-pro-v1:0"],
    ["aws", "us.amazon.nova-pro-v1:0", "bedrock", "amazon.nova-pro-v1:0"],
    [
      "amazon-bedrock",
      "bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0",
      "bedrock",
      "regional.anthropic.claude-haiku-4-5-20251001-v1:0",
    ],
    ["azure", "azure/gpt-4o", "azure", "gpt-4o"],
    ["azure_ai", "GPT-4o", "azure", "gpt-4o"],
    ["OpenAI", "gpt-5-mini-2025-08-07", "openai", "gpt-5-mini"],
    ["openai", "openai/gpt-5-mini", "openai", "gpt-5-mini"],
    ["anthropic", "claude-haiku-4-5-20251001", "anthropic", "claude-haiku-4-5"],
    ["openrouter", "openrouter/anthropic/claude-sonnet-4.5", "openrouter", "anthropic/claude-sonnet-4.5"],
    ["My Own Box", "Llama-Special", "my own box", "llama-special"],
    ["openai", "A-Model-Nobody-Knows", "openai", "a-model-nobody-knows"],
  ])("%s and %s", (provider, model, expectedProvider, expectedModel) => {
    expect(catalogue.normalise(provider, model)).toEqual({
      provider: expectedProvider,
      model: expectedModel,
    });
  });

  test.each([
    ["gpt-5-mini-2025-08-07", "openai"],
    ["claude-haiku-4-5-20251001", "anthropic"],
    ["bedrock/us.anthropic.claude-haiku-4-5-20251001-v1:0", "bedrock"],
    ["us.anthropic.claude-haiku-4-5-20251001-v1:0", "bedrock"],
    ["vertex_ai/gemini-2.5-flash", "vertex"],
    ["gemini/gemini-2.5-flash", "google"],
    ["claude-from-a-dream", "unknown"],
    ["llama-3", "unknown"],
    ["summarise-nightly", "unknown"],
    ["", "unknown"],
  ])("a row without a provider, model %s, is of %s", (model, provider) => {
    expect(catalogue.normalise(null, model).provider).toBe(provider);
  });

  test("a missing model stays missing", () => {
    expect(catalogue.normalise("openai", null)).toEqual({ provider: "openai", model: null });
    expect(catalogue.normalise(null, null)).toEqual({ provider: "unknown", model: null });
  });

  test("a normalised name normalises to itself", () => {
    for (const id of CATALOGUE_PROVIDERS)
      for (const model of catalogueEntry(id)?.models.slice(0, 12) ?? []) {
        const once = catalogue.normalise(id, model.id);
        expect(catalogue.normalise(once.provider, once.model)).toEqual(once);
      }
  });
});

describe("list prices are base rates at the time of the call", () => {
  test("a million tokens of claude-sonnet-4-6 on 1 March 2026 are $3, not the $6 of one long request", () => {
    const rates = catalogue.ratesAt(
      "anthropic",
      "claude-sonnet-4-6",
      "sync",
      new Date("2026-03-01T12:00:00Z"),
    );
    expect((rates?.freshInput ?? 0n) * 1_000_000n).toBe(parseDollars("3"));
    expect((rates?.output ?? 0n) * 1_000_000n).toBe(parseDollars("15"));
    expect((rates?.cacheWrite5m ?? 0n) * 1_000_000n).toBe(parseDollars("3.75"));
    expect((rates?.cacheWrite1h ?? 0n) * 1_000_000n).toBe(parseDollars("6"));
  });

  test("a million in and a million out on gpt-4o-mini are $0.75", () => {
    const rates = catalogue.ratesAt("openai", "gpt-4o-mini", "sync", AT);
    expect(((rates?.freshInput ?? 0n) + (rates?.output ?? 0n)) * 1_000_000n).toBe(parseDollars("0.75"));
  });

  test("half of a cached price is kept exactly", () => {
    expect(catalogue.ratesAt("openai", "gpt-5-nano", "sync", AT)?.cachedInput).toBe(5_000n);
    expect(catalogue.ratesAt("openai", "gpt-5-mini", "sync", AT)?.cachedInput).toBe(25_000n);
  });

  test("o3 costs what it cost on the day of the call", () => {
    const before = catalogue.ratesAt("openai", "o3", "sync", new Date("2025-06-09T23:59:59Z"));
    const after = catalogue.ratesAt("openai", "o3", "sync", new Date("2025-06-10T00:00:00Z"));
    expect(before?.freshInput).toBe(perMillion("10"));
    expect(after?.freshInput).toBe(perMillion("2"));
  });

  test("hours with a price of their own are told apart within the hour", () => {
    const early = catalogue.ratesAt("deepseek", "deepseek-chat", "sync", new Date("2025-03-01T16:15:00Z"));
    const late = catalogue.ratesAt("deepseek", "deepseek-chat", "sync", new Date("2025-03-01T16:45:00Z"));
    expect(early?.freshInput).not.toBe(late?.freshInput);
  });

  test("Vertex is priced from Google's list, Bedrock from AWS's", () => {
    expect(catalogue.ratesAt("vertex", "gemini-2.5-flash", "sync", AT)?.freshInput).toBe(perMillion("0.3"));
    const haiku = catalogue.ratesAt("bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0", "sync", AT);
    expect(haiku?.freshInput).toBe(perMillion("1.1"));
  });
});

describe("what is not known has no price", () => {
  test.each(["priority", "unknown"] as const)("the %s tier", (tier) => {
    expect(catalogue.ratesAt("openai", "gpt-5-mini", tier, AT)).toBeNull();
  });

  test("an unknown model, an unknown provider, no model", () => {
    expect(catalogue.ratesAt("openai", "gpt-from-a-dream", "sync", AT)).toBeNull();
    expect(catalogue.ratesAt("my-openai-proxy", "gpt-5-mini", "sync", AT)).toBeNull();
    expect(catalogue.ratesAt("openai", null, "sync", AT)).toBeNull();
  });

  test("a class that the list does not name is null, the others keep their rate", () => {
    const rates = catalogue.ratesAt("openai", "text-embedding-3-small", "sync", AT);
    expect(rates?.freshInput).toBe(perMillion("0.02"));
    expect(rates).toMatchObject({ output: null, cachedInput: null, cacheWrite5m: null, cacheWrite1h: null });
  });
});

test("the version names the package that is installed and is stable", () => {
  const installed: unknown = JSON.parse(
    readFileSync("node_modules/@pydantic/genai-prices/package.json", "utf8"),
  );
  expect(installed).toMatchObject({ version: PACKAGE_VERSION });
  expect(openCatalogue().version).toBe(catalogue.version);
  expect(catalogue.version).toMatch(/^0\.1\.8-[0-9a-f]{12}$/);
});

test("every provider that we list is in the catalogue under that name", () => {
  expect(CATALOGUE_PROVIDERS.filter((id) => !catalogueEntry(id))).toEqual([]);
});
