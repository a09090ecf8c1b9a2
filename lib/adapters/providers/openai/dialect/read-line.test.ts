import { describe, expect, test } from "vitest";
import type { LineFacts } from "@/lib/core/provider";
import { limitOutput } from "./body";
import { readLine } from "./read-line";

const chat = { model: "gpt-6-luna", messages: [{ role: "user", content: "Sum up." }] };
const line = (body: unknown, url = "/v1/chat/completions", more = {}) => ({
  custom_id: "ticket 7/ä",
  method: "POST",
  url,
  body,
  ...more,
});
const facts = (given: unknown) => readLine(given) as LineFacts;
const codes = (given: unknown) => facts(given).problems.map(({ code }) => code);

describe("which path a bare body is for", () => {
  test.each([
    ["/v1/chat/completions", chat],
    ["/v1/responses", { model: "m", input: "x", instructions: "y" }],
    ["/v1/responses", { model: "m", input: "x", max_output_tokens: 5 }],
    ["/v1/responses", { model: "m", input: "x", tools: [] }],
    ["/v1/responses", { model: "m", input: [{ role: "user", content: "x" }] }],
    ["/v1/responses", { model: "gpt-6-luna", input: "x" }],
    ["/v1/responses", { model: "o4-mini", input: "x" }],
    ["/v1/responses", { model: "gpt-6-luna", prompt: { id: "pmpt_1" } }],
    ["/v1/embeddings", { model: "text-embedding-3-large", input: ["a", "b"] }],
    ["/v1/embeddings", { model: "own-model", input: "x", dimensions: 256 }],
    ["/v1/moderations", { model: "omni-moderation-latest", input: "x" }],
    ["/v1/completions", { model: "gpt-3.5-turbo-instruct", prompt: "x" }],
    ["/v1/images/generations", { model: "gpt-image-1", prompt: "x" }],
    ["/v1/videos", { model: "sora-2", prompt: "x" }],
  ])("%s", (path, body) => {
    expect(readLine(body)).toMatchObject({ form: "bare", customId: null, path, body });
  });

  test.each([
    { model: "own-model", input: "x" },
    { input: "x" },
    { model: "m", input: "x", messages: [{}] },
    { model: "m" },
  ])("unclear: %j", (body) => {
    expect(readLine(body)).toMatchObject({ code: "path-unclear", mend: null });
  });
});

describe("the form of a line", () => {
  test("the provider's own line is copied, with the user's id as free text", () => {
    expect(readLine(line(chat))).toMatchObject({
      form: "wrapped",
      customId: "ticket 7/ä",
      model: "gpt-6-luna",
    });
  });

  test.each([
    ["without a method", { custom_id: "a", url: "/v1/chat/completions", body: chat }],
    ["with a small method", line(chat, undefined, { method: "post" })],
    ["with a whole address", line(chat, "https://api.openai.com/v1/chat/completions")],
    ["without /v1", line(chat, "/chat/completions")],
    ["with more in it", line(chat, undefined, { note: "mine" })],
    ["with a number for an id", line(chat, undefined, { custom_id: 7 })],
    ["without an id", { method: "POST", url: "/v1/chat/completions", body: chat }],
    ["without a url", { custom_id: "a", body: chat }],
  ])("a line %s is written anew", (_how, given) => {
    expect(readLine(given)).toMatchObject({
      form: "bare",
      path: "/v1/chat/completions",
      body: chat,
      problems: [],
    });
  });

  test.each([
    ["method", line(chat, undefined, { method: "GET" })],
    ["body-missing", { custom_id: "a", method: "POST", url: "/v1/chat/completions" }],
    ["other-provider", { custom_id: "a", params: chat }],
    ["not-an-object", [chat]],
  ])("%s", (code, given) => expect(readLine(given)).toMatchObject({ code }));
});

describe("what a batch refuses", () => {
  test.each([
    ["streaming", { ...chat, stream: true }, { kind: "remove", at: "stream" }],
    [
      "stream-options",
      { ...chat, stream_options: { include_usage: true } },
      { kind: "remove", at: "stream_options" },
    ],
    ["model-missing", { messages: chat.messages }, null],
    ["output-limit-invalid", { ...chat, max_tokens: 0 }, { kind: "remove", at: "max_tokens" }],
    [
      "output-limit-invalid",
      { ...chat, max_completion_tokens: "many" },
      { kind: "remove", at: "max_completion_tokens" },
    ],
  ])("%s", (code, body, mend) => {
    expect(facts(line(body)).problems).toMatchObject([{ code, mend }]);
  });

  test("a path that no batch takes", () => {
    expect(codes(line({ model: "whisper-1" }, "/v1/audio/transcriptions"))).toEqual(["path"]);
  });

  test("a body for another path", () => {
    expect(codes(line(chat, "/v1/responses"))).toEqual(["input-missing"]);
  });

  test.each([
    { ...chat, stream: false },
    { ...chat, stream: null, stream_options: null },
    { ...chat, n: 2 },
  ])("nothing in %j", (body) => expect(codes(line(body))).toEqual([]));
});

describe("what a line uses", () => {
  test.each<[string[], Record<string, unknown>, string?]>([
    [[], chat],
    [["tools"], { ...chat, tools: [{ type: "function", function: { name: "f" } }] }],
    [
      ["structured-output"],
      { ...chat, response_format: { type: "json_schema", json_schema: { name: "a" } } },
    ],
    [["structured-output"], { ...chat, response_format: { type: "json_object" } }],
    [
      ["structured-output"],
      { model: "m", input: "x", text: { format: { type: "json_schema" } } },
      "/v1/responses",
    ],
    [["caching"], { ...chat, prompt_cache_key: "k" }],
    [
      ["images"],
      { ...chat, messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "x" } }] }] },
    ],
    [
      ["images"],
      { model: "m", input: [{ role: "user", content: [{ type: "input_image", image_url: "x" }] }] },
      "/v1/responses",
    ],
    [["streaming"], { ...chat, stream: true }],
  ])("%j", (features, body, url) => expect(facts(line(body, url)).features).toEqual(features));

  test("input is the text of messages, instructions and tools, and no image", () => {
    const text = (body: Record<string, unknown>, url?: string) => facts(line(body, url)).inputCharacters;
    expect(text(chat)).toBe("Sum up.".length);
    const image = { type: "image_url", image_url: { url: `data:image/png;base64,${"A".repeat(9999)}` } };
    expect(
      text({ ...chat, messages: [{ role: "user", content: [{ type: "text", text: "Sum up." }, image] }] }),
    ).toBe(7);
    expect(text({ model: "m", instructions: "Be brief.", input: "Sum up." }, "/v1/responses")).toBe(16);
    expect(text({ ...chat, tools: [{ type: "function", function: { name: "look_up" } }] })).toBeGreaterThan(
      20,
    );
    expect(text({ model: "m", input: ["ab", "cde"] }, "/v1/embeddings")).toBe(5);
  });

  test.each([
    ["/v1/chat/completions", "max_tokens"],
    ["/v1/chat/completions", "max_completion_tokens"],
    ["/v1/completions", "max_tokens"],
    ["/v1/responses", "max_output_tokens"],
  ])("%s has its limit in %s", (path, name) => {
    const body = { model: "m", messages: [], input: "x", prompt: "x", [name]: 700 };
    expect(facts(line(body, path)).maxOutput).toBe(700);
    expect(limitOutput(body, path, 500)).toEqual({ ...body, [name]: 500 });
    expect(limitOutput(body, path, 900)).toEqual(body);
  });

  test("without a limit the one that every model knows is set, and embeddings need none", () => {
    expect(facts(line(chat)).maxOutput).toBeNull();
    expect(limitOutput(chat, "/v1/chat/completions", 500)).toEqual({ ...chat, max_completion_tokens: 500 });
    const embedding = { model: "m", input: "x" };
    expect(limitOutput(embedding, "/v1/embeddings", 500)).toEqual(embedding);
  });
});

test("nobody overflows the reader", () => {
  const deep = JSON.parse(`${'{"content":['.repeat(5000)}"x"${"]}".repeat(5000)}`);
  expect(facts(line({ ...chat, messages: [deep] })).problems).toEqual([]);
});
