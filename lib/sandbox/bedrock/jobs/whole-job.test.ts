import {
  CreateModelInvocationJobCommand,
  GetModelInvocationJobCommand,
  StopModelInvocationJobCommand,
} from "@aws-sdk/client-bedrock";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type Aws,
  bucket,
  claudeBody,
  haiku,
  idOf,
  type OutLine,
  openAws,
  outputKey,
  putLines,
  readObject,
  record,
  records,
  roleArn,
  startJob,
} from "@/lib/sandbox/testing/aws";
import { openStage, parseLines, type Stage } from "@/lib/sandbox/testing/stage";

let stage: Stage;
let aws: Aws;
beforeEach(async () => {
  stage = await openStage({ settings: { bedrock: { minRecords: { default: 1 } } } });
  aws = openAws(stage.sandbox);
});
afterEach(() => stage.close());

const get = (jobIdentifier: string) => aws.bedrock.send(new GetModelInvocationJobCommand({ jobIdentifier }));
const lines = async (arn: string) => parseLines<OutLine>(await readObject(aws, outputKey(arn)));
const ids = (found: OutLine[]) => found.map((line) => line.recordId);

test("a job goes from Submitted to Completed, counts once its input was read, and leaves results and a manifest", async () => {
  const arn = await startJob(aws, records(40));
  expect(arn).toMatch(/^arn:aws:bedrock:us-east-1:123456789012:model-invocation-job\/[a-z0-9]{12}$/);
  const seen = [];
  for (const seconds of [0, 2, 20, 10, 60, 60]) {
    await stage.advance(seconds);
    const { status, totalRecordCount, processedRecordCount } = await get(arn);
    seen.push([status, totalRecordCount, processedRecordCount]);
  }
  expect(seen).toEqual([
    ["Submitted", 0, 0],
    ["Validating", 0, 0],
    ["Scheduled", 40, 0],
    ["InProgress", 40, 0],
    ["InProgress", 40, 20],
    ["Completed", 40, 40],
  ]);
  const job = await get(idOf(arn));
  expect(job).toMatchObject({
    jobArn: arn,
    successRecordCount: 40,
    errorRecordCount: 0,
    timeoutDurationInHours: 24,
  });
  expect(job.endTime?.getTime()).toBe((job.submitTime?.getTime() ?? 0) + 152_000);
  expect(job.jobExpirationTime?.getTime()).toBe((job.submitTime?.getTime() ?? 0) + 86_400_000);
  expect(job.message).toBeUndefined();
  const found = await lines(arn);
  expect(ids(found).sort()).toEqual(
    records(40)
      .map((line) => line.recordId)
      .sort(),
  );
  expect(ids(found)).not.toEqual(records(40).map((line) => line.recordId));
  expect(found[0]).toMatchObject({ modelInput: { max_tokens: 200 }, modelOutput: { role: "assistant" } });
  const usages = found.map(
    (line) => line.modelOutput?.usage as { input_tokens: number; output_tokens: number },
  );
  expect(JSON.parse(await readObject(aws, outputKey(arn, "manifest.json.out")))).toEqual({
    totalRecordCount: 40,
    processedRecordCount: 40,
    successRecordCount: 40,
    errorRecordCount: 0,
    inputTokenCount: usages.reduce((sum, usage) => sum + usage.input_tokens, 0),
    outputTokenCount: usages.reduce((sum, usage) => sum + usage.output_tokens, 0),
  });
});

test("the same token names the same job, and the same name another is a conflict", async () => {
  const token = { clientRequestToken: "offpeak-one", jobName: "offpeak-one" };
  const arn = await startJob(aws, records(1), token);
  expect(await startJob(aws, records(1), token)).toBe(arn);
  await expect(startJob(aws, records(1), { jobName: "offpeak-one" })).rejects.toMatchObject({
    name: "ConflictException",
    $metadata: { httpStatusCode: 400 },
  });
  expect((await get(arn)).clientRequestToken).toBe("offpeak-one");
});

test("a job in another account or region does not exist for the caller", async () => {
  const arn = await startJob(aws, records(1));
  const elsewhere = openAws(stage.sandbox, "eu-west-1");
  await expect(
    elsewhere.bedrock.send(new GetModelInvocationJobCommand({ jobIdentifier: arn })),
  ).rejects.toMatchObject({ name: "ResourceNotFoundException", $metadata: { httpStatusCode: 404 } });
  await expect(get("not a job")).rejects.toMatchObject({ name: "ValidationException" });
});

test("a job that was stopped keeps what it had done, and nothing of the rest", async () => {
  const arn = await startJob(aws, records(64));
  await stage.advance(32 + 60);
  await aws.bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn }));
  await aws.bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn }));
  expect((await get(arn)).status).toBe("Stopping");
  await stage.advance(10);
  expect(await get(arn)).toMatchObject({ status: "Stopped", totalRecordCount: 64, successRecordCount: 32 });
  expect(await lines(arn)).toHaveLength(32);
  await expect(
    aws.bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier: arn })),
  ).rejects.toMatchObject({ name: "ConflictException" });
});

test("time runs out: a job that never started expires", async () => {
  await stage.tell("POST", "/config", { bedrock: { scheduledSeconds: null } });
  const arn = await startJob(aws, records(10), { timeoutDurationInHours: 48 });
  await stage.advance(48 * 3600 - 1);
  expect((await get(arn)).status).toBe("Scheduled");
  await stage.advance(1);
  expect(await get(arn)).toMatchObject({ status: "Expired", successRecordCount: 0 });
  await expect(lines(arn)).rejects.toMatchObject({ name: "NoSuchKey" });
});

test("time runs out: a job that runs completes in part, and its results hold what was done", async () => {
  await stage.tell("POST", "/config", {
    bedrock: { outcomes: { overrides: [{ pattern: "_[0-3]$", outcome: "expired" }] } },
  });
  const arn = await startJob(aws, records(10));
  await stage.advance(86_399);
  expect((await get(arn)).status).toBe("InProgress");
  await stage.advance(1);
  expect(await get(arn)).toMatchObject({ status: "PartiallyCompleted", successRecordCount: 6 });
  expect(ids(await lines(arn)).sort()).toEqual([
    "ticket_4",
    "ticket_5",
    "ticket_6",
    "ticket_7",
    "ticket_8",
    "ticket_9",
  ]);
});

test("a person at the controls finishes, expires and holds jobs, by their ARN", async () => {
  await stage.tell("POST", "/config", { bedrock: { runningSeconds: null } });
  const [finished = "", expired = "", held = ""] = [
    await startJob(aws, records(10)),
    await startJob(aws, records(10)),
    await startJob(aws, records(10)),
  ];
  const tell = (arn: string, order: string, body?: object) =>
    stage.tell("POST", `/batches/${encodeURIComponent(arn)}/${order}`, body);
  await tell(finished, "finish");
  await tell(expired, "progress", { share: 0.5, hold: true });
  await tell(expired, "expire");
  await tell(held, "progress", { share: 0.3, hold: true });
  const seen = await Promise.all([finished, expired, held].map(get));
  expect(seen.map((job) => [job.status, job.successRecordCount])).toEqual([
    ["Completed", 10],
    ["PartiallyCompleted", 5],
    ["InProgress", 3],
  ]);
  expect((await tell(finished, "expire")).status).toBe(409);
});

test("one output file for each file of a folder", async () => {
  await putLines(aws, [record(1), record(2)], "many/a.jsonl");
  await putLines(aws, [record(3)], "many/b.jsonl");
  const arn = await startJob(aws, records(1), {
    inputDataConfig: { s3InputDataConfig: { s3Uri: `s3://${bucket}/many/` } },
  });
  await stage.advance(200);
  expect(await get(arn)).toMatchObject({ status: "Completed", totalRecordCount: 3 });
  const a = parseLines<OutLine>(await readObject(aws, outputKey(arn, "a.jsonl.out")));
  const b = parseLines<OutLine>(await readObject(aws, outputKey(arn, "b.jsonl.out")));
  expect([ids(a).sort(), ids(b)]).toEqual([["ticket_1", "ticket_2"], ["ticket_3"]]);
});

test("records that bear no id are numbered, and a stray modelId fails its record alone", async () => {
  const stray = { ...claudeBody("Hello."), modelId: haiku };
  const arn = await startJob(aws, [{ modelInput: claudeBody("One.") }, record(2, stray)]);
  await stage.advance(200);
  expect(await get(arn)).toMatchObject({ status: "Completed", successRecordCount: 1, errorRecordCount: 1 });
  const found = await lines(arn);
  expect(ids(found).sort()).toEqual(["CALL0000001", "ticket_2"]);
  expect(found.find((line) => line.error)?.error).toEqual({
    errorCode: 400,
    errorMessage: "modelId: Extra inputs are not permitted",
  });
});

test("a Converse job answers in Converse form, refuses tools, and names what a block is not", async () => {
  const body = {
    messages: [{ role: "user", content: [{ text: "Sum up the ticket." }] }],
    inferenceConfig: { maxTokens: 50 },
  };
  const withTools = { ...body, toolConfig: { tools: [] } };
  const arn = await startJob(aws, [record(1, body), record(2, withTools), record(3)], {
    modelInvocationType: "Converse",
  });
  await stage.advance(200);
  const found = await lines(arn);
  const [first, second, third] = [1, 2, 3].map((n) => found.find((line) => line.recordId === `ticket_${n}`));
  expect(first?.modelOutput).toMatchObject({
    output: { message: { role: "assistant", content: [{ text: expect.any(String), image: null }] } },
    usage: { cacheReadInputTokens: 0 },
  });
  expect(second?.error?.errorMessage).toContain("toolConfig");
  expect(third?.error?.errorCode).toBe(400);
});

test("the record has every job with its records, their tokens and their price", async () => {
  await stage.tell("POST", "/config", {
    bedrock: { outcomes: { overrides: [{ pattern: "_1$", outcome: "failed" }] } },
  });
  const arn = await startJob(aws, records(3), { clientRequestToken: "mine" });
  const judge = async () => (await (await stage.tell("GET", "/record?provider=bedrock")).json()).batches[0];
  expect(await judge()).toMatchObject({ id: arn, state: "Submitted", token: "mine", billed: "0" });
  expect((await judge()).lines).toHaveLength(3);
  await stage.advance(200);
  const done = await judge();
  const billed = done.lines.map(({ custom_id, status, tokens, billed }: Record<string, unknown>) => [
    custom_id,
    status,
    Number(billed),
    tokens,
  ]);
  for (const [id, status, dollars, tokens] of billed) {
    if (id === "ticket_1") expect([status, dollars, tokens]).toEqual(["failed", 0, null]);
    else expect(dollars).toBeCloseTo((tokens.input * 1 + tokens.output * 5) / 2e6, 12);
  }
  expect(Number(done.billed)).toBeGreaterThan(0);
});

test("a create without its required fields is refused by name", async () => {
  const send = (change: object) =>
    aws.bedrock.send(
      new CreateModelInvocationJobCommand({
        jobName: "fine",
        roleArn,
        modelId: haiku,
        inputDataConfig: { s3InputDataConfig: { s3Uri: "s3://bucket/in.jsonl" } },
        outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://bucket/out/" } },
        ...change,
      }),
    );
  for (const [change, name] of [
    [{ jobName: "not fine" }, "jobName"],
    [{ roleArn: "me" }, "roleArn"],
    [{ timeoutDurationInHours: 12 }, "timeoutDurationInHours"],
    [{ clientRequestToken: "under_score" }, "clientRequestToken"],
    [{ tags: [{ key: "cost_center", value: "Ünïcode" }] }, "tags.value"],
    [{ outputDataConfig: { s3OutputDataConfig: { s3Uri: "out" } } }, "s3OutputDataConfig.s3Uri"],
  ] as const)
    await expect(send(change)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(name),
    });
});
