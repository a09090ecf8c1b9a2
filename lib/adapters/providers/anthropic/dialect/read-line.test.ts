import { describe, expect, test } from "vitest";
import type { LineFacts } from "@/lib/core/provider";
import { limitOutput } from "./body";
import { readLine } from "./read-line";

const message = {
  model: "claude-haiku-4-5",
  max_tokens: 300,
  messages: [{ role: "user", content: "Sum up." }],
};
const line = (params: unknown, more = {}) => ({ custom_id: "ticket 7/ä", params, ...more });
const facts = (given: unknown) => readLine(given) as LineFacts;

describe("the form of a line", () => {
  test("the provider's own line is copied, with the user's id as free text", () => {
    expect(readLine(line(message))).toMatchObject({
      form: "wrapped",
      customId: "ticket 7/ä",
      model: "claude-haiku-4-5",
      path: "/v1/messages",
      maxOutput: 300,
      inputCharacters: 7,
      features: [],
      problems: [],
    });
  });

  test.each([
    ["a bare message", message, null],
    ["a line with more in it", line(message, { note: 1 }), "ticket 7/ä"],
    ["a line without an id", { params: message }, null],
    ["a line with a number for an id", line(message, { custom_id: 7 }), "7"],
    ["a message in another vendor's envelope", { custom_id: "a", url: "/v1/messages", body: message }, "a"],
  ])("%s is written anew", (_what, given, customId) => {
    expect(readLine(given)).toMatchObject({ form: "bare", customId, body: message, problems: [] });
  });

  test.each([
    ["other-provider", { custom_id: "a", method: "POST", url: "/v1/chat/completions", body: message }],
    ["params-missing", { custom_id: "a" }],
    ["not-a-message", { input: "x" }],
    ["not-an-object", [message]],
  ])("%s", (code, given) => expect(readLine(given)).toMatchObject({ code, mend: null }));
});

describe("what a batch refuses", () => {
  const remove = (at: string) => ({ kind: "remove", at });
  const limit = { kind: "limit-output", tokens: 4096 };
  test.each([
    ["streaming", { ...message, stream: true }, remove("stream")],
    ["fast-mode", { ...message, speed: "fast" }, remove("speed")],
    ["max-tokens-missing", { model: "m", messages: message.messages }, limit],
    ["max-tokens-invalid", { ...message, max_tokens: 0 }, limit],
    ["max-tokens-invalid", { ...message, max_tokens: "many" }, limit],
    ["billing-policy", { ...message, billing_policy: { bill_to: "user_profile" } }, remove("billing_policy")],
    ["betas", { ...message, betas: ["output-300k-2026-03-24"] }, remove("betas")],
    ["model-missing", { max_tokens: 5, messages: message.messages }, null],
    ["input-missing", { model: "m", max_tokens: 5, messages: [] }, null],
  ])("%s", (code, params, mend) => {
    expect(facts(line(params)).problems).toMatchObject([{ code, mend }]);
  });

  test.each([
    { ...message, stream: false },
    { ...message, billing_policy: { bill_to: "organization" } },
  ])("nothing in %j", (params) => expect(facts(line(params)).problems).toEqual([]));
});

describe("what a request uses", () => {
  const cache_control = { type: "ephemeral" };
  const content = (part: unknown) => ({ ...message, messages: [{ role: "user", content: [part] }] });
  test.each([
    [["tools"], { ...message, tools: [{ name: "look_up" }] }],
    [["structured-output"], { ...message, output_format: { type: "json_schema", schema: {} } }],
    [["structured-output"], { ...message, output_config: { format: { type: "json_schema", schema: {} } } }],
    [["caching"], { ...message, cache_control }],
    [["caching"], { ...message, system: [{ type: "text", text: "x", cache_control }] }],
    [["caching"], content({ type: "text", text: "x", cache_control })],
    [["tools", "caching"], { ...message, tools: [{ name: "look_up", cache_control }] }],
    [["images"], content({ type: "image", source: { type: "url", url: "https://x" } })],
    [
      ["images"],
      content({ type: "tool_result", tool_use_id: "t", content: [{ type: "image", source: {} }] }),
    ],
    [["streaming"], { ...message, stream: true }],
  ])("%j", (features, params) => expect(facts(line(params)).features).toEqual(features));

  test("input is the text of system, messages and tools, and no image or file", () => {
    const text = (params: unknown) => facts(line(params)).inputCharacters;
    expect(text({ ...message, system: "Be brief." })).toBe(16);
    expect(text({ ...message, system: [{ type: "text", text: "Be brief." }] })).toBe(16);
    expect(
      text(content({ type: "image", source: { type: "base64", media_type: "a/b", data: "A".repeat(9999) } })),
    ).toBe(0);
    expect(
      text(content({ type: "document", source: { type: "text", media_type: "text/plain", data: "abc" } })),
    ).toBe(3);
    expect(
      text({ ...message, tools: [{ name: "look_up", input_schema: { type: "object" } }] }),
    ).toBeGreaterThan(20);
  });

  test("a limit is set or lowered, and never below what thinking needs", () => {
    expect(limitOutput(message, "", 200)).toEqual({ ...message, max_tokens: 200 });
    expect(limitOutput(message, "", 900)).toEqual(message);
    expect(limitOutput({ ...message, max_tokens: 0 }, "", 200)).toMatchObject({ max_tokens: 200 });
    const thinking = { ...message, max_tokens: 9000, thinking: { type: "enabled", budget_tokens: 4000 } };
    expect(limitOutput(thinking, "", 200)).toMatchObject({ max_tokens: 4001 });
  });
});
