import { ConverseCommand, InvokeModelCommand } from "@aws-sdk/client-bedrock-runtime";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Aws, claudeBody, haiku, openAws } from "@/lib/sandbox/testing/aws";
import { openStage, type Stage } from "@/lib/sandbox/testing/stage";

let stage: Stage;
let aws: Aws;
beforeEach(async () => {
  stage = await openStage();
  aws = openAws(stage.sandbox);
});
afterEach(() => stage.close());

async function invoke(modelId: string, body: object, more: object = {}) {
  const command = new InvokeModelCommand({ modelId, body: JSON.stringify(body), ...more });
  const answer = await aws.runtime.send(command);
  return JSON.parse(answer.body.transformToString());
}

test("the SDK as it comes speaks HTTP/2, and gets each family's own answer", async () => {
  expect(await invoke(haiku, claudeBody("Hello."))).toMatchObject({
    type: "message",
    usage: { input_tokens: expect.any(Number) },
  });
  const nova = {
    messages: [{ role: "user", content: [{ text: "Hello." }] }],
    inferenceConfig: { maxTokens: 9 },
  };
  expect(await invoke("us.amazon.nova-lite-v1:0", nova)).toMatchObject({
    output: { message: { role: "assistant" } },
    usage: { outputTokens: 9 },
  });
  expect(await invoke("amazon.titan-text-express-v1", { inputText: "Roses are" })).toMatchObject({
    inputTextTokenCount: 3,
    results: [{ completionReason: "FINISH" }],
  });
  const embedded = await invoke("amazon.titan-embed-text-v2:0", { inputText: "Roses are", dimensions: 256 });
  expect([embedded.embedding.length, embedded.inputTextTokenCount]).toEqual([256, 3]);
  expect(await invoke("meta.llama3-1-8b-instruct-v1:0", { prompt: "Hello.", max_gen_len: 4 })).toMatchObject({
    generation_token_count: 4,
    stop_reason: "length",
  });
  expect(await invoke("mistral.mistral-7b-instruct-v0:2", { prompt: "Hello." })).toMatchObject({
    outputs: [{ stop_reason: "stop" }],
  });
});

test("Converse has one form for all models, and each call is on record with its price", async () => {
  const messages = [{ role: "user" as const, content: [{ text: "Hello." }] }];
  const answer = await aws.runtime.send(new ConverseCommand({ modelId: haiku, messages }));
  expect(answer.output?.message?.content).toMatchObject([{ text: expect.any(String) }]);
  await aws.runtime.send(new ConverseCommand({ modelId: haiku, messages, serviceTier: { type: "flex" } }));
  await invoke(haiku, claudeBody("Hello."), { serviceTier: "flex" });
  const { sync } = await (await stage.tell("GET", "/record?provider=bedrock")).json();
  expect(sync.map((call: { operation: string; tier: string }) => [call.operation, call.tier])).toEqual([
    ["Converse", "default"],
    ["Converse", "flex"],
    ["InvokeModel", "flex"],
  ]);
  const [{ tokens, billed }] = sync;
  expect(Number(billed)).toBeCloseTo((tokens.input + 5 * tokens.output) / 1e6, 12);
});

test("a body that does not suit its model is a ValidationException", async () => {
  await expect(invoke(haiku, { ...claudeBody("Hello."), modelId: haiku })).rejects.toMatchObject({
    name: "ValidationException",
    message: "modelId: Extra inputs are not permitted",
  });
  await expect(invoke("amazon.titan-text-express-v1", { prompt: "Hello." })).rejects.toThrow(
    /extraneous key/,
  );
});

test("a connection dropped after the answer leaves the call on record", async () => {
  await stage.tell("POST", "/faults", { name: "drop-after-accept", operation: "models.invoke", count: 1 });
  await expect(invoke(haiku, claudeBody("Hello."))).rejects.toThrow();
  const { sync } = await (await stage.tell("GET", "/record?provider=bedrock")).json();
  expect(sync).toHaveLength(1);
  expect(await invoke(haiku, claudeBody("Hello."))).toMatchObject({ type: "message" });
});
