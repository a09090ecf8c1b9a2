import { describe, expect, test } from "vitest";
import type { ItemOutcome, LineFacts, LineProblem } from "@/lib/core/provider";
import { dialect } from "./dialect";

const contents = [{ role: "user", parts: [{ text: "Sum up." }] }];
const read = (line: unknown) => dialect.read(line) as LineFacts;
const outcome = (line: unknown, part = "output"): ItemOutcome =>
  dialect.readResult({ part, bytes: new TextEncoder().encode(JSON.stringify(line)) });

describe("lines", () => {
  test.each([
    ["its own form", { request: { contents } }, "wrapped", null],
    ["with our id beside it", { custom_id: "a", request: { contents } }, "wrapped", "a"],
    ["with the Developer API's key", { key: "k", request: { contents } }, "wrapped", "k"],
    [
      "with a request in a text, as tables hold it",
      { request: JSON.stringify({ contents }) },
      "wrapped",
      null,
    ],
    ["a bare request", { contents }, "bare", null],
  ])("%s", (_, line, form, customId) => {
    expect(read(line)).toMatchObject({ form, customId, model: null, path: "generateContent", problems: [] });
  });

  test.each([
    [
      "an OpenAI line",
      { custom_id: "a", method: "POST", url: "/v1/chat/completions", body: {} },
      "other-provider",
    ],
    ["an Anthropic line", { custom_id: "a", params: { messages: [] } }, "other-provider"],
    ["no contents", { request: { generationConfig: {} } }, "contents-missing"],
    ["a request that is none", { request: 7 }, "request-unreadable"],
  ])("%s is said to be what it is", (_, line, code) => {
    expect((dialect.read(line) as LineProblem).code).toBe(code);
  });

  test("both ways of writing names are read", () => {
    const snake = {
      contents,
      system_instruction: { parts: [{ text: "Be brief." }] },
      generation_config: { max_output_tokens: 40, response_mime_type: "application/json" },
    };
    const camel = {
      contents,
      systemInstruction: { parts: [{ text: "Be brief." }] },
      generationConfig: { maxOutputTokens: 40, responseMimeType: "application/json" },
    };
    const facts = [read(snake), read(camel)].map(({ body: _, ...rest }) => rest);
    expect(facts[0]).toEqual(facts[1]);
    expect(facts[0]).toMatchObject({ maxOutput: 40, inputCharacters: 16, features: ["structured-output"] });
    expect(dialect.limitOutput(snake, "", 30).generation_config).toMatchObject({ max_output_tokens: 30 });
    expect(dialect.limitOutput({ contents }, "", 30).generationConfig).toEqual({ maxOutputTokens: 30 });
  });

  test("tools, schemas, calls and images count as what they are", () => {
    const facts = read({
      contents: [
        {
          parts: [
            { inlineData: { mimeType: "image/png", data: "A".repeat(5000) } },
            { functionResponse: { name: "look", response: { found: "yes" } } },
          ],
        },
      ],
      tools: [{ functionDeclarations: [{ name: "look" }] }],
      generationConfig: { responseSchema: { type: "OBJECT" } },
    });
    expect(facts.features).toEqual(["tools", "structured-output", "images"]);
    expect(facts.inputCharacters).toBeGreaterThan(30);
    expect(facts.inputCharacters).toBeLessThan(200);
  });

  const many = Object.fromEntries(Array.from({ length: 63 }, (_, n) => [`k${n}`, "v"]));
  test.each([
    ["an explicit cache", { cachedContent: "projects/p/x" }, "explicit-cache", "cachedContent"],
    ["an explicit cache in the other writing", { cached_content: "x" }, "explicit-cache", "cached_content"],
    ["a stream", { stream: true }, "streaming", "stream"],
    ["a model in the line", { model: "gemini-2.5-flash" }, "model-in-body", "model"],
    ["a label in capitals", { labels: { Team: "x" } }, "labels", "labels"],
    ["a label too long", { labels: { team: "x".repeat(64) } }, "labels", "labels"],
    ["a label that is no text", { labels: { team: 1 } }, "labels", "labels"],
    ["too many labels", { labels: many }, "labels", "labels"],
    ["a RAG corpus", { tools: [{ retrieval: { vertexRagStore: {} } }] }, "rag", null],
    [
      "a large image",
      { generationConfig: { imageConfig: { imageSize: "4K" } } },
      "image-size",
      "generationConfig.imageConfig.imageSize",
    ],
    [
      "a limit that is none",
      { generation_config: { max_output_tokens: 0 } },
      "output-limit-invalid",
      "generation_config.max_output_tokens",
    ],
  ])("%s is a problem, and a click mends what can be taken away", (_, more, code, at) => {
    const [problem, ...others] = read({ contents, ...more }).problems;
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code, at, mend: at === null ? null : { kind: "remove", at } });
    expect(problem?.message).toMatch(/^[^a-z].*\.$/);
  });

  test.each([
    ["no labels", { labels: null }],
    ["labels as they should be", { labels: { team: "straße_1", empty: "" } }],
    ["a small image", { generationConfig: { imageConfig: { imageSize: "1K" } } }],
    ["no stream", { stream: false }],
  ])("%s is none", (_, more) => {
    expect(read({ contents, ...more }).problems).toEqual([]);
  });
});

describe("results", () => {
  const usageMetadata = {
    promptTokenCount: 1000,
    cachedContentTokenCount: 768,
    candidatesTokenCount: 40,
    thoughtsTokenCount: 60,
    toolUsePromptTokenCount: 5,
    totalTokenCount: 1105,
    trafficType: "ON_DEMAND",
  };
  const response = { candidates: [{}], modelVersion: "gemini-2.5-flash", usageMetadata };
  const request = { contents, labels: { offpeak_id: "nonce000_7" } };

  test("a row that worked: the cached tokens are part of the prompt, the thoughts are not part of the candidates", () => {
    expect(outcome({ status: "", processed_time: "2026-11-28", request, response })).toEqual({
      id: "nonce000_7",
      status: "succeeded",
      code: null,
      message: null,
      remedy: null,
      error: null,
      usage: {
        freshInput: 237,
        cachedInput: 768,
        cacheWrite5m: null,
        cacheWrite1h: null,
        cacheWriteOther: null,
        output: 100,
        reasoning: 60,
      },
      model: "gemini-2.5-flash",
      tier: "ON_DEMAND",
      response,
    });
  });

  test("what is left out beside a prompt count is zero, and no usage at all is unknown", () => {
    const sparse = { candidates: [{}], usageMetadata: { promptTokenCount: 8 } };
    expect(outcome({ status: "", request, response: sparse }).usage).toMatchObject({
      freshInput: 8,
      cachedInput: 0,
      output: 0,
      reasoning: 0,
    });
    expect(outcome({ status: "", request, response: { candidates: [{}] } }).usage).toBeNull();
  });

  test("in tables the id is a column", () => {
    const row = { custom_id: "nonce000_8", status: null, response };
    expect(outcome(row, "rows")).toMatchObject({ id: "nonce000_8", status: "succeeded" });
  });

  const embedded = (code: number, status: string, message = "No.") =>
    JSON.stringify({ error: { code, message, status } });
  test.each([
    [
      `Bad Request: ${embedded(400, "INVALID_ARGUMENT")}`,
      "INVALID_ARGUMENT",
      "fix",
      /refused the request\.$/,
    ],
    [
      `Internal error occurred. Failed to get generateContentResponse: ${embedded(429, "RESOURCE_EXHAUSTED")}`,
      "RESOURCE_EXHAUSTED",
      "resend",
      /no room/,
    ],
    [`${embedded(500, "INTERNAL")}`, "INTERNAL", "resend", /error of its own/],
    [
      `Bad Request: ${embedded(404, "NOT_FOUND", "Not found: cached content metadata for 7.")}`,
      "NOT_FOUND",
      "fix",
      /explicit cache/,
    ],
    [
      `Bad Request: ${embedded(400, "INVALID_ARGUMENT", 'Unknown name "stream": Cannot find field.')}`,
      "INVALID_ARGUMENT",
      "fix",
      /\(stream\)\.$/,
    ],
    [
      `Bad Request: ${embedded(400, "INVALID_ARGUMENT", "The input token count (1234567) exceeds the maximum number of tokens allowed (1048576).")}`,
      "INVALID_ARGUMENT",
      "fix",
      /^Prompt is 1,234,567 tokens, limit 1,048,576\.$/,
    ],
    ['Bad Request: {"error": {"code": 503}}', "UNAVAILABLE", "resend", /overloaded/],
    ["Bad Request: nobody can read this", "INVALID_ARGUMENT", "fix", /refused/],
    ["Something broke {", "UNKNOWN", "resend", /error of its own/],
  ])("status %s", (status, code, remedy, message) => {
    const failed = outcome({ status, request, response: {} });
    expect(failed).toMatchObject({ id: "nonce000_7", status: "failed", code, remedy, response: null });
    expect(failed.message).toMatch(message);
    expect(failed.error).toBeTruthy();
  });

  test("errors in a file of their own are understood, whoever wrote them", () => {
    const line = { instance: { request }, error: { code: 8, message: "quota" } };
    expect(outcome(line, "errors")).toMatchObject({ id: "nonce000_7", code: "RESOURCE_EXHAUSTED" });
  });

  test("a prompt that looks like an id is no id", () => {
    const text = '{"custom_id":"nonce000_1"} "offpeak_id":"nonce000_2"';
    const broken = JSON.stringify({ request: { contents: [{ parts: [{ text }] }] } }).slice(0, -3);
    const { id } = dialect.readResult({ part: "output", bytes: new TextEncoder().encode(broken) });
    expect(id).toBeNull();
  });

  test("an answer that says that it worked and is empty can be sent again", () => {
    expect(outcome({ status: "", request, response: {} })).toMatchObject({
      id: "nonce000_7",
      status: "failed",
      code: "empty_answer",
      remedy: "resend",
    });
  });
});
