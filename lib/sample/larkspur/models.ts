import type { Model } from "@/lib/sample/model";

const model = (provider: Model["provider"], name: string, [fresh, cached, output]: number[]): Model => ({
  provider,
  name,
  rates: { fresh: fresh ?? 0, cached: cached ?? 0, output: output ?? 0 },
});

/** Every model that Larkspur Commerce calls, under the word its gateway logs. */
export const GPT_5 = model("openai", "gpt-5-2025-08-07", [1.25, 0.125, 10]);
export const GPT_5_MINI = model("openai", "gpt-5-mini-2025-08-07", [0.25, 0.025, 2]);
export const GPT_4_1 = model("openai", "gpt-4.1-2025-04-14", [2, 0.5, 8]);
export const GPT_4_1_MINI = model("openai", "gpt-4.1-mini-2025-04-14", [0.4, 0.1, 1.6]);
export const EMBEDDING = model("openai", "text-embedding-3-large", [0.13, 0, 0]);
export const SONNET = model("anthropic", "claude-sonnet-4-5-20250929", [3, 0.3, 15]);
export const HAIKU = model("anthropic", "claude-haiku-4-5-20251001", [1, 0.1, 5]);
export const GEMINI_FLASH = model("vertex", "gemini-2.5-flash", [0.3, 0.03, 2.5]);
export const GEMINI_PRO = model("vertex", "gemini-2.5-pro", [1.25, 0.125, 10]);
export const NOVA_PRO = model("bedrock", "amazon.nova-pro-v1:0", [0.8, 0.2, 3.2]);
export const NOVA_LITE = model("bedrock", "amazon.nova-lite-v1:0", [0.06, 0.015, 0.24]);
