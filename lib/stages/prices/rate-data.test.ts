import { describe, expect, test } from "vitest";
import { parseDollars } from "@/lib/core/money";
import { openCatalogue } from "./catalogue";
import { catalogueEntry } from "./genai-prices";
import { findSupport } from "./model/batch-support";
import { findCacheRule } from "./model/cache-rules";
import { catalogueProvider } from "./model/provider-words";
import { findStatement, RATE_CLASSES } from "./model/tier-rates";
import { CACHE_RULES, SUPPORT_STATEMENTS, TIER_STATEMENTS } from "./rate-data";

const catalogue = openCatalogue();
const at = new Date("2026-11-01T00:00:00Z");
const rates = (provider: string, model: string, tier: "sync" | "batch" | "flex" = "batch") =>
  catalogue.ratesAt(provider, model, tier, at);
const perMillion = (dollars: string) => (parseDollars(dollars) ?? 0n) / 1_000_000n;

test("no batch rate stands above 0.9 of its sync rate unless the data says why", () => {
  const unexplained: string[] = [];
  for (const provider of ["openai", "anthropic", "bedrock", "vertex"])
    for (const { id } of catalogueEntry(catalogueProvider(provider))?.models ?? []) {
      const [sync, batch] = [rates(provider, id, "sync"), rates(provider, id)];
      for (const component of RATE_CLASSES) {
        const [full, reduced] = [sync?.[component], batch?.[component]];
        if (full == null || reduced == null || reduced * 10n <= full * 9n) continue;
        const question = { provider, model: id, tier: "batch" as const, day: "2026-11-01" };
        if (!findStatement(TIER_STATEMENTS, question, component)?.why)
          unexplained.push(`${provider} ${id} ${component}`);
      }
    }
  expect(unexplained).toEqual([]);
});

describe("a batch rate follows from a vendor's statement, never from habit", () => {
  test("Anthropic halves every class, cache reads and writes too", () => {
    expect(rates("anthropic", "claude-sonnet-4-5")).toEqual({
      freshInput: perMillion("1.5"),
      cachedInput: perMillion("0.15"),
      cacheWrite5m: perMillion("1.875"),
      cacheWrite1h: perMillion("3"),
      cacheWriteOther: rates("anthropic", "claude-sonnet-4-5")?.cacheWriteOther,
      output: perMillion("7.5"),
    });
  });

  test("OpenAI compounds where the Batch list has a cached price and gives the cache back where it has none", () => {
    expect(rates("openai", "gpt-5-mini")?.cachedInput).toBe(perMillion("0.0125"));
    expect(rates("openai", "gpt-4.1-mini")?.cachedInput).toBe(perMillion("0.2"));
    expect(rates("openai", "gpt-4.1-mini")?.freshInput).toBe(perMillion("0.2"));
  });

  test("on Vertex the cache price wins, on Bedrock the cache is lost", () => {
    expect(rates("vertex", "gemini-2.5-flash")).toMatchObject({
      freshInput: perMillion("0.15"),
      cachedInput: perMillion("0.03"),
    });
    expect(rates("vertex", "gemini-2.0-flash")).toMatchObject({
      freshInput: perMillion("0.05"),
      cachedInput: perMillion("0.05"),
    });
    expect(rates("bedrock", "amazon.nova-pro-v1:0")).toMatchObject({
      freshInput: perMillion("0.4"),
      cachedInput: perMillion("0.4"),
    });
  });

  test("a model that no statement names has no batch price", () => {
    expect(rates("mistral", "mistral-large-latest")).toBeNull();
    expect(rates("azure", "gpt-4o")).toBeNull();
  });

  test("before the statement began there was no batch price", () => {
    expect(
      catalogue.ratesAt("anthropic", "claude-3-haiku-20240307", "batch", new Date("2024-06-01")),
    ).toBeNull();
  });
});

test("each provider's cache rule is found from the narrow to the wide", () => {
  const rule = (provider: string, model: string) => findCacheRule(CACHE_RULES, provider, model)?.rule ?? null;
  expect(rule("anthropic", "claude-sonnet-4-5")).toBe("compound");
  expect(rule("openai", "gpt-5-mini")).toBe("compound");
  expect(rule("openai", "gpt-5-pro")).toBe("none");
  expect(rule("openai", "gpt-4.1")).toBe("none");
  expect(rule("vertex", "gemini-2.5-pro")).toBe("cache-wins");
  expect(rule("vertex", "gemini-2.0-flash")).toBe("lost");
  expect(rule("bedrock", "amazon.nova-pro-v1:0")).toBe("lost");
  expect(rule("mistral", "mistral-large-latest")).toBeNull();
});

test("Bedrock's jobs know no cache and no tools in Converse, and do not run on provisioned throughput", () => {
  const ask = (model: string, path?: string) =>
    findSupport(SUPPORT_STATEMENTS, { provider: "bedrock", model, ...(path && { path }) });
  const claude = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
  expect(ask(claude, "InvokeModel")).toMatchObject({
    supported: "yes",
    features: { tools: "unknown", caching: "no" },
  });
  expect(ask(claude, "Converse")).toMatchObject({
    supported: "yes",
    features: { tools: "no", caching: "no" },
  });
  expect(ask(claude, "/v1/messages").supported).toBe("no");
  expect(ask("arn:aws:bedrock:us-east-1:123456789012:provisioned-model/abc").supported).toBe("no");
  expect(ask("some.unknown-model-v1:0").supported).toBe("unknown");
});

test("what nobody states about batch support is unknown", () => {
  const ask = (question: Parameters<typeof findSupport>[1]) =>
    findSupport(SUPPORT_STATEMENTS, question).supported;
  expect(ask({ provider: "openai", model: "gpt-4.1" })).toBe("yes");
  expect(ask({ provider: "openai", model: "gpt-4.1", path: "/v1/audio/speech" })).toBe("no");
  expect(ask({ provider: "openai", model: "whisper-1" })).toBe("no");
  expect(ask({ provider: "openai", model: "gpt-6-luna", region: "eu" })).toBe("no");
  expect(ask({ provider: "openai", model: "gpt-6-luna", region: "us" })).toBe("yes");
  expect(ask({ provider: "groq", model: "llama-3" })).toBe("unknown");
});

test("what a path takes may differ from what the model takes", () => {
  const ask = (path: string) =>
    findSupport(SUPPORT_STATEMENTS, { provider: "bedrock", model: "amazon.nova-lite-v1:0", path }).features;
  expect(ask("Converse")).toMatchObject({ tools: "no", "structured-output": "no", caching: "no" });
  expect(ask("InvokeModel")).toMatchObject({
    tools: "unknown",
    "structured-output": "unknown",
    caching: "no",
  });
});
