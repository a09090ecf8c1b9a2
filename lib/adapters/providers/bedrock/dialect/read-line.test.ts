import { expect, test } from "vitest";
import type { LineFacts, LineProblem } from "@/lib/core/provider";
import { dialect } from "./dialect";
import { readLine } from "./read-line";

const facts = (line: unknown) => readLine(line) as LineFacts;
const text = [{ role: "user", content: [{ text: "Sum up." }] }];
const plain = [{ role: "user", content: "Sum up." }];
const claude = { anthropic_version: "bedrock-2023-05-31", max_tokens: 99, messages: plain };

test.each([
  ["Anthropic", claude, "InvokeModel", 99],
  ["Converse", { messages: text, inferenceConfig: { maxTokens: 9 } }, "Converse", 9],
  ["Converse without a limit", { messages: text, system: [{ text: "Be brief." }] }, "Converse", null],
  [
    "Nova's own",
    { schemaVersion: "messages-v1", messages: text, inferenceConfig: { maxTokens: 9 } },
    "InvokeModel",
    9,
  ],
  ["Nova's older own", { messages: text, inferenceConfig: { max_new_tokens: 9 } }, "InvokeModel", 9],
  ["Titan", { inputText: "Sum up.", textGenerationConfig: { maxTokenCount: 9 } }, "InvokeModel", 9],
  ["Titan embeddings", { inputText: "Sum up.", dimensions: 256 }, "InvokeModel", null],
  ["Llama", { prompt: "Sum up.", max_gen_len: 9 }, "InvokeModel", 9],
  ["Mistral", { prompt: "Sum up.", max_tokens: 9 }, "InvokeModel", 9],
  ["Mistral chat", { messages: plain, max_tokens: 9 }, "InvokeModel", 9],
])("%s: bare and in a record, with its path and its limit", (_name, body, path, maxOutput) => {
  const expected = { path, maxOutput, model: null, inputCharacters: expect.any(Number), problems: [], body };
  expect(readLine(body)).toMatchObject({ ...expected, form: "bare", customId: null });
  expect(readLine({ recordId: "a", modelInput: body })).toMatchObject({
    ...expected,
    form: "wrapped",
    customId: "a",
  });
  expect(facts(body).inputCharacters).toBeGreaterThanOrEqual(7);
});

test("what is not exactly Bedrock's record is written anew", () => {
  expect(readLine({ modelInput: claude })).toMatchObject({ form: "bare", customId: null });
  expect(readLine({ recordId: 7, modelInput: claude })).toMatchObject({ form: "bare", customId: "7" });
  expect(readLine({ recordId: "a", modelInput: claude, note: 1 })).toMatchObject({
    form: "bare",
    customId: "a",
  });
  expect(readLine({ recordId: "a", modelInput: { texts: ["a"] } })).toMatchObject({
    path: "InvokeModel",
    problems: [],
  });
});

test.each([
  [{ custom_id: "a", method: "POST", url: "/v1/chat/completions", body: {} }, "other-provider", /OpenAI/],
  [{ custom_id: "a", params: claude }, "other-provider", /Anthropic/],
  [{ request: { contents: [] } }, "other-provider", /Vertex/],
  [{ recordId: "a" }, "input-missing", /modelInput/],
  [{ texts: ["a"] }, "body-unclear", /recordId/],
])("a line of somebody else is told as that: %j", (line, code, message) => {
  const problem = readLine(line) as LineProblem;
  expect([problem.code, problem.message]).toEqual([code, expect.stringMatching(message)]);
});

test.each([
  [
    "modelId",
    { ...claude, modelId: "x" },
    { code: "stray-model-id", mend: { kind: "remove", at: "modelId" } },
  ],
  ["model", { ...claude, model: "x" }, { code: "stray-model", mend: { kind: "remove", at: "model" } }],
  ["stream", { ...claude, stream: false }, { code: "streaming", mend: { kind: "remove", at: "stream" } }],
  [
    "tools in Converse",
    { messages: text, toolConfig: { tools: [] } },
    { code: "tools-in-converse", mend: null },
  ],
  [
    "no version",
    { max_tokens: 9, messages: plain, system: "Be brief." },
    { code: "anthropic-version-missing", mend: null },
  ],
  [
    "no limit",
    { ...claude, max_tokens: undefined },
    { code: "max-tokens-missing", mend: { kind: "limit-output", tokens: 4096 } },
  ],
  ["an odd limit", { ...claude, max_tokens: 0 }, { code: "max-tokens-invalid" }],
  ["an odd limit elsewhere", { prompt: "Hi", max_gen_len: 1.5 }, { code: "output-limit-invalid" }],
  ["no messages", { ...claude, messages: [] }, { code: "input-missing" }],
])("a problem with %s", (_name, body, problem) => {
  expect(facts(body).problems).toEqual([expect.objectContaining(problem)]);
});

test("features are told by the body", () => {
  const all = {
    ...claude,
    stream: true,
    tools: [{ name: "a", input_schema: {} }],
    output_config: { format: { type: "json_schema", schema: {} } },
    system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
    messages: [{ role: "user", content: [{ type: "image", source: { type: "base64", data: "AAAA" } }] }],
  };
  expect(facts(all).features.sort()).toEqual([
    "caching",
    "images",
    "streaming",
    "structured-output",
    "tools",
  ]);
  const converse = {
    messages: [
      {
        role: "user",
        content: [
          { image: { format: "png", source: { bytes: "A".repeat(4000) } } },
          { cachePoint: { type: "default" } },
        ],
      },
    ],
  };
  expect(facts(converse)).toMatchObject({
    features: ["caching", "images"],
    inputCharacters: expect.any(Number),
  });
  expect(facts(converse).inputCharacters).toBeLessThan(100);
});

test("a limit is set where the models of a shape know it, and only lowered where they may not", () => {
  const limited = (body: Record<string, unknown>) => dialect.limitOutput(body, "InvokeModel", 50);
  expect(limited({ messages: text })).toEqual({ messages: text, inferenceConfig: { maxTokens: 50 } });
  expect(limited({ prompt: "Hi", max_gen_len: 512 })).toEqual({ prompt: "Hi", max_gen_len: 50 });
  expect(limited({ inputText: "Hi", textGenerationConfig: { maxTokenCount: 512, topP: 1 } })).toEqual({
    inputText: "Hi",
    textGenerationConfig: { maxTokenCount: 50, topP: 1 },
  });
  expect(limited({ inputText: "Hi" })).toEqual({ inputText: "Hi" });
  expect(limited({ prompt: "Hi" })).toEqual({ prompt: "Hi" });
  expect(limited({ ...claude, thinking: { type: "enabled", budget_tokens: 1024 } })).toMatchObject({
    max_tokens: 1025,
  });
});
