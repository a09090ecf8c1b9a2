import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { around, texts } from "./tokens";

const total = (body: Record<string, unknown>, path: string) =>
  texts(body, path).reduce((sum, text) => sum + countTokens(text), 0) + around(body, path);

test("a chat counts as OpenAI's cookbook says", () => {
  const messages = [
    "You are a helpful, pattern-following assistant that translates corporate jargon into plain English.",
    "New synergies will help drive top-line growth.",
  ].map((content, at) => ({ role: at === 0 ? "system" : "user", content }));
  const words = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
  expect(total({ messages }, "/v1/chat/completions")).toBe(words + 4 * 2 + 3);
});

test("images and labels are no text; tools are", () => {
  const body = {
    messages: [
      {
        role: "user",
        content: [
          { type: "text", text: "Look" },
          { type: "image_url", image_url: { url: "data:…" } },
        ],
      },
    ],
    tools: [{ type: "function", function: { name: "save" } }],
  };
  expect(texts(body, "/v1/chat/completions")).toEqual(["Look", JSON.stringify(body.tools)]);
});

test("responses have instructions and input, embeddings input alone and nothing around it", () => {
  const body = { instructions: "Be short", input: [{ role: "user", content: "Hi" }] };
  expect(texts(body, "/v1/responses")).toEqual(["Be short", "Hi"]);
  expect(around(body, "/v1/responses")).toBe(3 + 4 * 2);
  expect(texts({ input: ["a", "b"] }, "/v1/embeddings")).toEqual(["a", "b"]);
  expect(around({ input: ["a", "b"] }, "/v1/embeddings")).toBe(0);
});
