import { GetModelInvocationJobCommand, ListModelInvocationJobsCommand } from "@aws-sdk/client-bedrock";
import { afterEach, beforeEach, expect, test } from "vitest";
import {
  type Aws,
  bucket,
  haiku,
  type OutLine,
  openAws,
  outputKey,
  readObject,
  records,
  roleArn,
  startJob,
} from "@/lib/sandbox/testing/aws";
import { openStage, parseLines, type Stage } from "@/lib/sandbox/testing/stage";

let stage: Stage;
let aws: Aws;
beforeEach(async () => {
  stage = await openStage();
  aws = openAws(stage.sandbox);
});
afterEach(() => stage.close());

const configure = (bedrock: object) => stage.tell("POST", "/config", { bedrock });
const get = (jobIdentifier: string) => aws.bedrock.send(new GetModelInvocationJobCommand({ jobIdentifier }));
const jobs = async () =>
  (await aws.bedrock.send(new ListModelInvocationJobsCommand({}))).invocationJobSummaries ?? [];

async function ended(arn: string) {
  await stage.advance(200);
  return get(arn);
}

test("99 records fail while they are validated, 100 run", async () => {
  const few = await startJob(aws, records(99));
  const enough = await startJob(aws, records(100));
  expect(await ended(few)).toMatchObject({
    status: "Failed",
    message: expect.stringContaining("99 records; the minimum for this model is 100"),
    totalRecordCount: 0,
  });
  expect((await get(enough)).status).toBe("Completed");
});

test("too few records may also be refused at once", async () => {
  await configure({ tooFew: "refused" });
  await expect(startJob(aws, records(99))).rejects.toMatchObject({ name: "ValidationException" });
  expect(await jobs()).toEqual([]);
});

test("the quota of jobs is counted for each model, and frees up as jobs end", async () => {
  await configure({ minRecords: { default: 1 }, concurrentJobs: { [haiku]: 2 } });
  await startJob(aws, records(1));
  await startJob(aws, records(1), { modelId: `us.${haiku}` });
  const full = { name: "ServiceQuotaExceededException", $metadata: { httpStatusCode: 400 } };
  await expect(startJob(aws, records(1))).rejects.toMatchObject(full);
  await startJob(aws, records(1), { modelId: "amazon.nova-lite-v1:0" });
  await stage.advance(200);
  await startJob(aws, records(1));
});

test("a role that cannot be passed, or that Bedrock may not take on, is refused at once", async () => {
  await configure({ roles: { [roleArn]: { passable: false } } });
  await expect(startJob(aws, records(1))).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("iam:PassRole"),
  });
  await configure({ roles: { [roleArn]: { passable: true, trusted: false } } });
  await expect(startJob(aws, records(1))).rejects.toMatchObject({
    name: "ValidationException",
    message: expect.stringContaining("trust"),
  });
  await expect(
    startJob(aws, records(1), { roleArn: "arn:aws:iam::999999999999:role/other" }),
  ).rejects.toMatchObject({ name: "AccessDeniedException" });
});

test.each([
  ["read", ["write"]],
  ["write", ["read"]],
])("a job whose role may not %s fails with a message", async (right, roleMay) => {
  await configure({ minRecords: { default: 1 }, buckets: { [bucket]: { roleMay } } });
  const job = await ended(await startJob(aws, records(1)));
  expect(job).toMatchObject({ status: "Failed", message: expect.stringContaining(`permission to ${right}`) });
});

test("input that is missing or is not JSON Lines fails the job", async () => {
  await configure({ minRecords: { default: 1 } });
  const missing = await startJob(aws, records(1), {
    inputDataConfig: { s3InputDataConfig: { s3Uri: `s3://${bucket}/nowhere.jsonl` } },
  });
  const broken = await startJob(aws, [...records(1), "a text"]);
  expect(await ended(missing)).toMatchObject({
    status: "Failed",
    message: expect.stringContaining("nowhere"),
  });
  expect(await get(broken)).toMatchObject({ status: "Failed", message: expect.stringContaining("Line 2") });
  const { batches } = await (await stage.tell("GET", "/record?provider=bedrock")).json();
  expect(batches[1]).toMatchObject({ billed: "0", lines: [{ custom_id: "ticket_0", status: "refused" }] });
});

test("a model that is unknown, or that takes no batches, is refused by name", async () => {
  await configure({ noBatch: ["amazon.nova-lite-v1:0"], models: [haiku, "amazon.nova-lite-v1:0"] });
  await expect(startJob(aws, records(1), { modelId: "amazon.nova-lite-v1:0" })).rejects.toThrow(
    /not supported/,
  );
  await expect(startJob(aws, records(1), { modelId: "no.such-model" })).rejects.toThrow(
    /identifier is invalid/,
  );
});

test("an output bucket in another region is refused", async () => {
  await configure({ buckets: { "far-away": { region: "eu-west-1" } } });
  await expect(
    startJob(aws, records(1), { outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://far-away/out/" } } }),
  ).rejects.toThrow(/eu-west-1/);
});

test("switches spoil the results: rows go missing, a manifest says otherwise or is not there", async () => {
  await configure({ minRecords: { default: 1 } });
  await stage.tell("POST", "/faults", [
    { name: "missing-line", count: 1 },
    { name: "wrong-manifest", count: 1 },
    { name: "unknown-id", count: 1 },
  ]);
  const first = await startJob(aws, records(5));
  await ended(first);
  const found = parseLines<OutLine>(await readObject(aws, outputKey(first)));
  expect(found).toHaveLength(5);
  expect(found.filter((line) => line.recordId.startsWith("unknown_"))).toHaveLength(1);
  const manifest = JSON.parse(await readObject(aws, outputKey(first, "manifest.json.out")));
  expect(manifest.successRecordCount).toBe(6);
  await stage.tell("POST", "/faults", { name: "missing-manifest", count: 1 });
  const second = await startJob(aws, records(5));
  await ended(second);
  await expect(readObject(aws, outputKey(second, "manifest.json.out"))).rejects.toMatchObject({
    name: "NoSuchKey",
  });
});

test("a denied call names the right that is missing; throttling and keys have their own errors", async () => {
  const arm = (name: string) => stage.tell("POST", "/faults", { name, count: 1 });
  await arm("forbidden");
  await expect(jobs()).rejects.toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("bedrock:ListModelInvocationJobs"),
  });
  await arm("rate-limited");
  await expect(jobs()).rejects.toMatchObject({ name: "ThrottlingException" });
  await configure({ revokedKeys: ["AKIASANDBOX"] });
  await expect(jobs()).rejects.toMatchObject({ name: "UnrecognizedClientException" });
});
