import { writeFileSync } from "node:fs";
import { CreateModelInvocationJobCommand, ListTagsForResourceCommand } from "@aws-sdk/client-bedrock";
import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Submission } from "@/lib/core/provider";
import { bedrockFixture, settings } from "@/lib/testing/provider/bedrock-fixture";
import { never, openStage, type Stage } from "@/lib/testing/provider/stage";
import { createAws } from "./client";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage(bedrockFixture);
});
afterEach(() => stage.close());

const tell = async (path: string, body?: object) => {
  const response = await fetch(`${stage.simulators.control}${path}`, {
    method: body ? "POST" : "GET",
    ...(body && { body: JSON.stringify(body) }),
  });
  return response.json();
};
const configure = (bedrock: object) => tell("/config", { bedrock });
const aws = () => createAws(stage.simulators.connection());
const judge = async () => (await tell("/record?provider=bedrock&lines=false")).batches;
const submit = (submission: Submission) => stage.provider.submit(submission, never);

test("a job bears our name, our token, the tags and a time-out that holds the deadline", async () => {
  const submission = { ...stage.prepare(3), deadline: new Date(Date.now() + 47.5 * 3_600_000) };
  const submitted = await submit(submission);
  if (submitted.kind !== "accepted") throw new Error(submitted.message);
  const [job] = await judge();
  expect(job).toMatchObject({
    id: submitted.batch.id,
    name: `offpeak-${submission.key}`,
    token: `offpeak-${submission.key}-create`,
    endpoint: "InvokeModel",
    timeoutHours: 48,
    inputUri: `s3://acme-batches/teams/research/offpeak/${submission.key}/input.jsonl`,
  });
  const { tags } = await aws().jobs.send(new ListTagsForResourceCommand({ resourceARN: submitted.batch.id }));
  expect(tags).toEqual([
    { key: "costcenter", value: "CC-4400 Legal Ops" },
    { key: "endpoint", value: "contract-clauses" },
    { key: "batch", value: "b_1" },
  ]);
  const checked = await stage.check(submitted.batch.id);
  expect(checked.expiresAt?.getTime()).toBe(checked.createdAt.getTime() + 48 * 3_600_000);
});

test("a large file goes up in pieces and is the same there", async () => {
  const submission = stage.prepare(3);
  const pad = "x".repeat(9_000_000);
  writeFileSync(
    submission.file.path,
    [1, 2, 3].map((n) => `{"recordId":"${submission.nonce}_${n}","modelInput":{"pad":"${pad}"}}\n`).join(""),
  );
  expect((await submit(submission)).kind).toBe("accepted");
  const { ContentLength, ETag } = await aws().s3.send(
    new HeadObjectCommand({
      Bucket: settings.bucket,
      Key: `${settings.prefix}/offpeak/${submission.key}/input.jsonl`,
    }),
  );
  expect(ContentLength).toBeGreaterThan(27_000_000);
  expect(ETag).toMatch(/-4"$/);
});

test("the same submission sent again is the same job, and never a second", async () => {
  const submission = stage.prepare(2);
  const [first, second] = [await submit(submission), await submit(submission)];
  expect(second).toMatchObject({
    kind: "accepted",
    batch: { id: first.kind === "accepted" ? first.batch.id : "" },
  });
  expect(await judge()).toHaveLength(1);
});

test("a job of that name with another token is a conflict, and not ours", async () => {
  const submission = stage.prepare(2);
  const s3Uri = `s3://${settings.bucket}/elsewhere.jsonl`;
  const { jobArn } = await aws().jobs.send(
    new CreateModelInvocationJobCommand({
      jobName: `offpeak-${submission.key}`,
      clientRequestToken: "somebody-else",
      roleArn: settings.roleArn,
      modelId: bedrockFixture.model,
      inputDataConfig: { s3InputDataConfig: { s3Uri } },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: `s3://${settings.bucket}/out/` } },
    }),
  );
  expect(await submit(submission)).toMatchObject({ kind: "refused", code: "name_taken" });
  expect(await stage.find(submission)).toEqual({ kind: "none" });
  expect((await judge()).map(({ id }: { id: string }) => id)).toEqual([jobArn]);
});

test("as many jobs as the account may have: the next one waits and leaves nothing behind", async () => {
  await configure({ concurrentJobs: { default: 1 } });
  await stage.start(2);
  const submission = stage.prepare(2);
  expect(await submit(submission)).toMatchObject({
    kind: "later",
    message: expect.stringContaining("as many jobs"),
  });
  const { bedrock } = await tell("/record?provider=bedrock&lines=false");
  expect(bedrock.objects.map(({ key }: { key: string }) => key).join()).not.toContain(submission.key);
});

test.each([
  [{ roles: { [settings.roleArn]: { passable: false } } }, "later", /iam:PassRole/],
  [{ roles: { [settings.roleArn]: { trusted: false } } }, "refused", /trust policy/],
  [{ buckets: { [settings.bucket]: { region: "eu-west-1" } } }, "refused", /another region \(eu-west-1\)/],
  [{ buckets: { [settings.bucket]: { exists: false } } }, "refused", /does not exist/],
  [{ buckets: { [settings.bucket]: { callerMay: ["list", "get"] } } }, "later", /s3:PutObject/],
  [{ noBatch: ["anthropic.claude-haiku-4-5-20251001-v1:0"] }, "refused", /no batches of this model/],
  [{ models: [] }, "refused", /no such model/],
  [{ tooFew: "refused", minRecords: { default: 3 } }, "refused", /fewer records/],
])("%j: %s, and says what to do", async (change, kind, message) => {
  await configure(change);
  expect(await submit(stage.prepare(2))).toMatchObject({ kind, message: expect.stringMatching(message) });
  expect(await judge()).toEqual([]);
});

test("without a model there is nothing to submit", async () => {
  expect(await submit({ ...stage.prepare(2), model: null })).toMatchObject({
    kind: "refused",
    code: "model_missing",
  });
});

test("Converse goes out as a job of Converse, and its rows are read like the others", async () => {
  const body = (text: string) => ({
    messages: [{ role: "user", content: [{ text }] }],
    inferenceConfig: { maxTokens: 40 },
  });
  const submission = { ...stage.prepare(3, [body("One."), body("Two."), body("Three.")]), path: "Converse" };
  const submitted = await submit(submission);
  if (submitted.kind !== "accepted") throw new Error(submitted.message);
  expect((await judge())[0].endpoint).toBe("Converse");
  await stage.advance(200);
  const outcomes = await stage.outcomes(submitted.batch.id);
  expect(outcomes).toHaveLength(3);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({ status: "succeeded", usage: { cachedInput: 0 } });
});

test("a single call of Converse sends the body as it stands, and flex is asked for in each path's own way", async () => {
  const bytes = Buffer.from("no picture").toString("base64");
  const body = {
    messages: [
      { role: "user", content: [{ image: { format: "png", source: { bytes } } }, { text: "What is it?" }] },
    ],
    inferenceConfig: { maxTokens: 40 },
  };
  const run = (path: string, lane: "sync" | "flex", given: Record<string, unknown>) =>
    stage.provider.runOne({ id: "a_1", model: bedrockFixture.model, path, body: given }, lane, never);
  expect(await run("Converse", "sync", body)).toMatchObject({ status: "succeeded", tier: "default" });
  expect(await run("Converse", "flex", body)).toMatchObject({ status: "succeeded", tier: "flex" });
  expect(await run("InvokeModel", "flex", bedrockFixture.body("Hi."))).toMatchObject({ tier: "flex" });
  const { sync } = await tell("/record?provider=bedrock");
  expect(sync.map((call: { operation: string; tier: string }) => `${call.operation} ${call.tier}`)).toEqual([
    "Converse default",
    "Converse flex",
    "InvokeModel flex",
  ]);
  expect(sync[0].request).toBe(sync[1].request);
});

test("tokens that a body does not name are taken from the headers", async () => {
  const request = { id: "a_1", model: "mistral.mistral-7b-instruct-v0:2", path: "InvokeModel" };
  const outcome = await stage.provider.runOne(
    { ...request, body: { prompt: "Hi.", max_tokens: 9 } },
    "sync",
    never,
  );
  expect(outcome).toMatchObject({
    status: "succeeded",
    usage: { freshInput: 1, output: 9, cachedInput: null },
  });
});
