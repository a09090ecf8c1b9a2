import { describe, expect, test } from "vitest";
import { providers } from "./index";

const of = (provider: string, response: unknown) =>
  providers.get(provider)?.dialect.answerText?.(response) ?? null;

describe("what a model wrote, out of its answer", () => {
  test.each<[string, unknown, string | null]>([
    ["a chat completion", { choices: [{ message: { content: '{"a":1}' } }] }, '{"a":1}'],
    ["a completion", { choices: [{ text: "words" }] }, "words"],
    [
      "a response",
      {
        output: [
          { type: "reasoning", content: [{ type: "reasoning_text", text: "hm" }] },
          {
            type: "message",
            content: [
              { type: "output_text", text: "a" },
              { type: "output_text", text: "b" },
            ],
          },
        ],
      },
      "ab",
    ],
    ["a call of a tool", { choices: [{ message: { content: null, tool_calls: [] } }] }, null],
    ["an embedding", { data: [{ embedding: [1] }] }, null],
    ["nothing", null, null],
  ])("OpenAI, %s", (_, response, text) => expect(of("openai", response)).toBe(text));

  test.each<[string, unknown, string | null]>([
    [
      "its text",
      {
        content: [
          { type: "thinking", thinking: "hm" },
          { type: "text", text: "a" },
        ],
      },
      "a",
    ],
    ["a tool's input", { content: [{ type: "tool_use", input: { a: 1 } }] }, '{"a":1}'],
    ["nothing", { content: [] }, null],
  ])("Anthropic, %s", (_, response, text) => expect(of("anthropic", response)).toBe(text));

  test.each<[string, unknown, string | null]>([
    [
      "its text",
      { candidates: [{ content: { parts: [{ text: "hm", thought: true }, { text: "a" }, { text: "b" }] } }] },
      "ab",
    ],
    ["a call of a tool", { candidates: [{ content: { parts: [{ functionCall: { name: "f" } }] } }] }, null],
    ["a prompt that was blocked", { promptFeedback: { blockReason: "SAFETY" } }, null],
  ])("Vertex AI, %s", (_, response, text) => expect(of("vertex", response)).toBe(text));
});
