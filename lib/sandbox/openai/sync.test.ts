import { afterEach, beforeEach, expect, test } from "vitest";
import { openStage, type Stage } from "@/lib/sandbox/testing/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage();
});
afterEach(() => stage.close());

const messages = [{ role: "user" as const, content: "Sum up this ticket." }];

test("single calls are answered, and what they cost is on record at the price of their tier", async () => {
  const usual = await stage.openai.chat.completions.create({ model: "gpt-6-luna", messages });
  const flex = await stage.openai.chat.completions.create({
    model: "gpt-6-luna",
    messages,
    service_tier: "flex",
  });
  expect([usual.service_tier, flex.service_tier]).toEqual(["default", "flex"]);
  const response = await stage.openai.responses.create({ model: "gpt-6-luna", input: "Sum up." });
  expect(response.output_text.length).toBeGreaterThan(0);
  const { sync } = await (await stage.tell("GET", "/record")).json();
  expect(sync).toHaveLength(3);
  expect(sync[0].request).toBe(sync[1].request);
  const perToken = (call: { billed: string }, tokens: number | undefined) =>
    Number(call.billed) / (tokens ?? 0);
  // $0.50 a million written tokens, and as good as nothing for five read ones.
  expect(perToken(sync[0], usual.usage?.completion_tokens)).toBeCloseTo(0.5e-6, 7);
  expect(perToken(sync[1], flex.usage?.completion_tokens)).toBeCloseTo(0.25e-6, 7);
});

test("embeddings arrive as numbers through the SDK", async () => {
  const { data, usage } = await stage.openai.embeddings.create({
    model: "text-embedding-3-small",
    input: ["one", "two"],
  });
  expect(data).toHaveLength(2);
  expect(data[0]?.embedding.every((number) => Math.abs(number) <= 0.5)).toBe(true);
  expect(usage.prompt_tokens).toBe(2);
});

test("an answer follows the JSON schema it was asked for", async () => {
  const schema = {
    type: "object",
    properties: { tone: { enum: ["calm", "angry"] }, score: { type: "integer", minimum: 1, maximum: 5 } },
  };
  const { choices } = await stage.openai.chat.completions.create({
    model: "gpt-6-luna",
    messages,
    response_format: { type: "json_schema", json_schema: { name: "tone", schema } },
  });
  const answer = JSON.parse(choices[0]?.message.content ?? "");
  expect(["calm", "angry"]).toContain(answer.tone);
  expect(answer.score).toBeGreaterThanOrEqual(1);
  expect(answer.score).toBeLessThanOrEqual(5);
});

test("a short limit cuts the answer and says so", async () => {
  const { choices, usage } = await stage.openai.chat.completions.create({
    model: "m",
    messages,
    max_completion_tokens: 5,
  });
  expect([choices[0]?.finish_reason, usage?.completion_tokens]).toEqual(["length", 5]);
});

test("an unknown model, a bad body and an unknown path are errors in the vendor's form", async () => {
  await stage.tell("POST", "/config", { openai: { models: ["gpt-6-luna"] } });
  const call = stage.openai.chat.completions;
  await expect(call.create({ model: "other", messages })).rejects.toMatchObject({
    status: 404,
    code: "model_not_found",
  });
  await expect(call.create({ model: "gpt-6-luna", messages: [] })).rejects.toMatchObject({
    status: 400,
    param: "messages",
  });
  await expect(stage.openai.get("/nothing")).rejects.toMatchObject({
    status: 404,
    type: "invalid_request_error",
  });
  expect((await stage.openai.models.list()).data.map((model) => model.id)).toEqual(["gpt-6-luna"]);
});
