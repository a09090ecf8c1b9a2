import { anthropic } from "@/lib/adapters/providers/anthropic/index";
import { openai } from "@/lib/adapters/providers/openai/index";
import type { ProviderFixture } from "./fixture";
import { SECRET } from "./stage";

/** `startSandbox`, which only a test file may import. */
type Start = (options: { speed: number; seed: string }) => Promise<{
  urls: { openai: string; anthropic: string; control: string };
  stop(): Promise<void>;
}>;

const still = { speed: 0, seed: "a fixed seed" };

export function openaiFixture(start: Start, extra: { adminKey?: string } = {}): ProviderFixture {
  const key = "sk-proj-0123456789abcdef";
  const model = "gpt-6-luna";
  const body = (content: string) => ({
    model,
    max_completion_tokens: 200,
    messages: [{ role: "user", content }],
  });
  return {
    definition: openai,
    async start() {
      const { urls, stop } = await start(still);
      return {
        control: urls.control,
        address: urls.openai,
        key,
        connection: ({ address = urls.openai } = {}) => ({
          credentials: { apiKey: key, ...extra },
          settings: { baseUrl: address, project: "proj_a" },
          limits: {},
        }),
        stop,
      };
    },
    model,
    path: "/v1/chat/completions",
    body,
    fewest: 1,
    seconds: { run: 200, window: 86_400 },
    operations: {
      create: "batches.create",
      check: "batches.retrieve",
      download: "files.content",
      run: "chat.completions",
    },
    outcomes: (overrides) => ({ openai: { outcomes: { overrides } } }),
    // A file holds one model.
    refused: { bodies: [body(SECRET), { ...body(SECRET), model: "gpt-5.6-terra" }], told: "later" },
    withUnknownState: (answer) => ({ ...answer, status: "reticulating" }),
    refusedBody: { ...body(SECRET), max_completion_tokens: 0 },
    lacks: [],
  };
}

export function anthropicFixture(start: Start): ProviderFixture {
  const key = "sk-ant-api03-0123456789abcdef";
  const model = "claude-haiku-4-5";
  const body = (content: string) => ({ model, max_tokens: 200, messages: [{ role: "user", content }] });
  return {
    definition: anthropic,
    async start() {
      const { urls, stop } = await start(still);
      return {
        control: urls.control,
        address: urls.anthropic,
        key,
        connection: ({ address = urls.anthropic } = {}) => ({
          credentials: { apiKey: key },
          settings: { baseUrl: address },
          limits: {},
        }),
        stop,
      };
    },
    model,
    path: "/v1/messages",
    body,
    fewest: 1,
    seconds: { run: 200, window: 86_400 },
    operations: {
      create: "batches.create",
      check: "batches.retrieve",
      download: "batches.results",
      run: "messages.create",
    },
    outcomes: (overrides) => ({ anthropic: { outcomes: { overrides } } }),
    refused: { bodies: [body(SECRET)], config: { anthropic: { maxBytes: 10 } }, told: "at once" },
    withUnknownState: (answer) => ({ ...answer, processing_status: "reticulating" }),
    refusedBody: { ...body(SECRET), max_tokens: -1 },
    // Its results have no status of their own.
    lacks: ["status-zero"],
  };
}
