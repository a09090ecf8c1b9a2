import { expect, test } from "vitest";
import { modelLimitsOf } from "./request-limits";

test.each([
  ["openai", "gpt-4.1-2025-04-14", 32_768],
  ["openai", "gpt-4o-mini", 16_384],
  ["openai", "gpt-4o-2024-05-13", 4096],
  ["openai", "gpt-5-mini", 128_000],
  ["openai", "gpt-5.1-chat-latest", 16_384],
  ["openai", "o1-mini", 65_536],
])("%s %s writes at most %i tokens", (provider, model, most) => {
  expect(modelLimitsOf(provider, model)).toMatchObject({ maxOutput: most });
});

test("what nobody states stays unknown", () => {
  expect(modelLimitsOf("openai", "made-up")).toEqual({ contextWindow: null, maxOutput: null });
  expect(modelLimitsOf("anthropic", "claude-sonnet-4-5")).toEqual({
    contextWindow: 200_000,
    maxOutput: null,
  });
  expect(modelLimitsOf("bedrock", "us.anthropic.claude-haiku-4-5-20251001-v1:0").contextWindow).toBe(200_000);
});
