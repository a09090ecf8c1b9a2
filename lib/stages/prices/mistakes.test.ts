import { describe, expect, test } from "vitest";
import { parseDollars } from "@/lib/core/money";
import { openCatalogue } from "./catalogue";
import { longContextAt } from "./long-context";

// Pricing mistakes that neighbouring tools made in public, each with our right answer.

const catalogue = openCatalogue();
const at = new Date("2026-11-01T12:00:00Z");
const dollars = (text: string) => parseDollars(text) ?? 0n;
const million = 1_000_000n;

test("a Bedrock batch with tokens never costs $0: it is priced, or it is unpriced", () => {
  const rates = catalogue.ratesAt("bedrock", "amazon.nova-pro-v1:0", "batch", at);
  expect((rates?.freshInput ?? 0n) * million).toBe(dollars("0.4"));
  expect((rates?.output ?? 0n) * million).toBe(dollars("1.6"));
  expect(catalogue.ratesAt("bedrock", "some.model-of-tomorrow", "batch", at)).toBeNull();
});

describe("long-context and cached batch tokens", () => {
  test("a request above 272K tokens has its own batch rate, twice the input and one and a half times the output", () => {
    const base = catalogue.ratesAt("openai", "gpt-5.6-luna", "batch", at);
    const long = longContextAt("openai", "gpt-5.6-luna", at);
    expect(long?.above).toBeGreaterThanOrEqual(271_999);
    expect(long?.rates("batch")?.freshInput).toBe((base?.freshInput ?? 0n) * 2n);
    expect((long?.rates("batch")?.output ?? 0n) * 2n).toBe((base?.output ?? 0n) * 3n);
    expect((long?.rates("batch")?.freshInput ?? 0n) * 2n).toBe(long?.rates("sync")?.freshInput);
  });

  test("a model with one price for every length has no long band", () => {
    expect(longContextAt("openai", "gpt-5-mini", at)).toBeNull();
  });

  test("a cached token in a batch is billed at the cached batch rate, not ten times over", () => {
    const rates = catalogue.ratesAt("openai", "gpt-5-mini", "batch", at);
    expect((rates?.cachedInput ?? 0n) * 10n).toBe(rates?.freshInput);
  });

  test("a pro model has no cached batch rate of its own: the batch input rate holds", () => {
    const rates = catalogue.ratesAt("openai", "gpt-5.4-pro", "batch", at);
    expect(rates?.cachedInput).toBe(rates?.freshInput);
  });
});

test("flex is half of sync, not twice", () => {
  const [sync, flex] = [
    catalogue.ratesAt("openai", "o3", "sync", at),
    catalogue.ratesAt("openai", "o3", "flex", at),
  ];
  expect((flex?.freshInput ?? 0n) * 2n).toBe(sync?.freshInput);
  expect((flex?.output ?? 0n) * 2n).toBe(sync?.output);
});

test("a tier that only the response knows stays unpriced until it is known", () => {
  expect(catalogue.ratesAt("openai", "gpt-5", "priority", at)).toBeNull();
  expect(catalogue.ratesAt("openai", "gpt-5", "unknown", at)).toBeNull();
});

test("Google's cached batch price is no clean half: the cache price holds", () => {
  const [sync, batch] = [
    catalogue.ratesAt("vertex", "gemini-2.5-flash", "sync", at),
    catalogue.ratesAt("vertex", "gemini-2.5-flash", "batch", at),
  ];
  expect(batch?.cachedInput).toBe(sync?.cachedInput);
  expect((batch?.freshInput ?? 0n) * 2n).toBe(sync?.freshInput);
});
