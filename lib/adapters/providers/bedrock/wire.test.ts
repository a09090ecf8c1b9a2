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

test.each([
  ["read", ["write"]],
  ["write", ["read"]],
])("a job role that may not %s: the job fails, says so, and has no results", async (right, roleMay) => {
  await configure({ buckets: { [settings.bucket]: { roleMay } } });
  const { batch } = await stage.start(2);
  await stage.advance(200);
  const over = await stage.check(batch.id);
  expect(over).toMatchObject({
    ending: "failed",
    hasResults: false,
    counts: null,
    failure: { code: "job_role" },
  });
  expect(over.failure?.message).toContain(`permission to ${right}`);
  expect(await stage.results(batch.id)).toEqual([]);
});

test("99 records of a model that needs 100 fail as a whole, with the reason", async () => {
  await configure({ minRecords: { default: 100 } });
  const { batch } = await stage.start(99);
  await stage.advance(200);
  expect((await stage.check(batch.id)).failure).toMatchObject({ code: "too_few_records", retry: false });
});

test("a manifest that disagrees is told after the rows, which stand as they are", async () => {
  await stage.fault({ name: "wrong-manifest", count: 1 });
  const { batch } = await stage.start(5);
  await stage.advance(200);
  const lines = await stage.results(batch.id);
  expect(lines.map(({ part }) => part)).toEqual([...Array(5).fill("output"), "summary"]);
  const last = lines.at(-1);
  expect(last && bedrockFixture.definition.dialect.readResult(last)).toMatchObject({
    id: null,
    code: "summary-differs",
    message: "Bedrock's manifest counts 6 records, and the result files hold 5.",
  });
});

test("without a manifest the rows are all there is, and nothing is said", async () => {
  await stage.fault({ name: "missing-manifest", count: 1 });
  const { batch } = await stage.start(5);
  await stage.advance(200);
  expect((await stage.results(batch.id)).map(({ part }) => part)).toEqual(Array(5).fill("output"));
});

test("a row that is missing in a job that ran out of time is not called one that never ran", async () => {
  await stage.rule([{ pattern: "_[12]$", outcome: "expired" }]);
  await stage.fault({ name: "missing-line", count: 1 });
  const { batch } = await stage.start(6);
  await stage.advance(86_400);
  expect(await stage.check(batch.id)).toMatchObject({
    rawState: "PartiallyCompleted",
    counts: { succeeded: 4 },
  });
  const parts = (await stage.results(batch.id)).map(({ part }) => part);
  expect(parts).toEqual(["output", "output", "output", "summary"]);
});

test("a job that never started has nothing to read", async () => {
  await configure({ scheduledSeconds: null });
  const { batch } = await stage.start(3);
  await stage.advance(86_400);
  expect(await stage.check(batch.id)).toMatchObject({
    rawState: "Expired",
    ending: "expired",
    hasResults: false,
    counts: { total: 3, succeeded: 0, expired: 3 },
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

test.each([
  ["list", [], "Bucket", "s3:ListBucket on arn:aws:s3:::acme-batches"],
  [
    "put",
    ["list", "get", "delete"],
    "Write inputs",
    "s3:PutObject on arn:aws:s3:::acme-batches/teams/research/offpeak/*",
  ],
  [
    "get",
    ["list", "put", "delete"],
    "Read results",
    "s3:GetObject on arn:aws:s3:::acme-batches/teams/research/offpeak/*",
  ],
  [
    "delete",
    ["list", "put", "get"],
    "Delete inputs",
    "s3:DeleteObject on arn:aws:s3:::acme-batches/teams/research/offpeak/*",
  ],
])("the test names the right that is missing: %s", async (_deed, callerMay, name, missing) => {
  await configure({ buckets: { [settings.bucket]: { callerMay } } });
  const { ok, checks } = await stage.provider.test(never);
  expect(ok).toBe(false);
  expect(checks.filter((check) => !check.ok)).toEqual([
    { name, ok: false, message: expect.stringContaining(String(missing.split(" ")[0])), missing },
  ]);
});

test("the test names a right at Bedrock, a bucket elsewhere, and a role of another account", async () => {
  const failed = async () => (await stage.provider.test(never)).checks.filter((check) => !check.ok);
  await stage.fault({ name: "forbidden", operation: "batches.list", count: 1 });
  expect(await failed()).toMatchObject([
    { name: "Batch jobs", missing: "bedrock:ListModelInvocationJobs on *" },
  ]);
  await configure({ buckets: { [settings.bucket]: { region: "eu-west-1" } } });
  expect(await failed()).toMatchObject([
    { name: "Bucket", message: expect.stringContaining("eu-west-1"), missing: null },
  ]);
  await configure({ buckets: { [settings.bucket]: { region: null } } });
  await stage.start(2);
  const role = { ...settings, roleArn: "arn:aws:iam::999999999999:role/theirs" };
  const connection = stage.simulators.connection();
  const other = bedrockFixture.definition.open({
    ...connection,
    settings: { ...connection.settings, ...role },
  });
  expect((await other.test(never)).checks.filter((check) => !check.ok)).toMatchObject([
    { name: "Job role", missing: "iam:PassRole on arn:aws:iam::999999999999:role/theirs" },
  ]);
});

test("an event counts with the right secret alone, and names its job", async () => {
  const { batch } = await stage.start(2);
  const event = {
    id: "e-1",
    source: "aws.bedrock",
    "detail-type": "Batch Inference Job State Change",
    detail: { batchJobArn: batch.id, status: "Completed" },
  };
  const read = (secret: string | null, body: unknown) =>
    stage.provider.readSignal?.(
      new Headers(secret === null ? {} : { "x-offpeak-secret": secret }),
      Buffer.from(JSON.stringify(body)),
    );
  expect(read("an-event-secret", event)).toEqual({ id: "e-1", remoteId: batch.id });
  for (const secret of [null, "", "an-event-secre", "an-event-secret2"])
    expect(read(secret, event)).toBeNull();
  expect(read("an-event-secret", { ...event, source: "aws.s3" })).toBeNull();
  expect(read("an-event-secret", "text")).toBeNull();
});
