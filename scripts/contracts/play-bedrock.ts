import {
  BedrockClient,
  CreateModelInvocationJobCommand,
  type CreateModelInvocationJobCommandInput,
  GetModelInvocationJobCommand,
  ListModelInvocationJobsCommand,
  ListTagsForResourceCommand,
  paginateListModelInvocationJobs,
  StopModelInvocationJobCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-bedrock";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { RunningSandbox } from "@/lib/sandbox/start";

const shared = {
  region: "us-east-1",
  credentials: { accessKeyId: "AKIASANDBOX", secretAccessKey: "secret" },
  maxAttempts: 1,
};
const line = (n: number) => ({
  recordId: `r_${n}`,
  modelInput: {
    anthropic_version: "bedrock-2023-05-31",
    max_tokens: 100,
    messages: [{ role: "user", content: "Sum up." }],
  },
});

/** A job's life through the vendor's SDK: every state, every call, and the mistakes that have a name. */
export async function playBedrock({ urls, control }: RunningSandbox): Promise<void> {
  const bedrock = new BedrockClient({ ...shared, endpoint: urls.bedrock });
  const s3 = new S3Client({ ...shared, endpoint: urls.s3, forcePathStyle: true });
  control.world.changeSettings({
    bedrock: {
      minRecords: { default: 2 },
      concurrentJobs: { "amazon.nova-pro-v1:0": 0 },
      outcomes: { overrides: [{ pattern: "_9$", outcome: "expired" }] },
    },
  });
  let made = 0;
  const start = async (lines: unknown[], wish: Partial<CreateModelInvocationJobCommandInput> = {}) => {
    made += 1;
    const Key = `in/${made}.jsonl`;
    const Body = lines.map((one) => JSON.stringify(one)).join("\n");
    await s3.send(new PutObjectCommand({ Bucket: "contracts", Key, Body }));
    const { jobArn } = await bedrock.send(
      new CreateModelInvocationJobCommand({
        jobName: `offpeak-${made}`,
        roleArn: "arn:aws:iam::123456789012:role/offpeak-batch",
        modelId: "anthropic.claude-haiku-4-5-20251001-v1:0",
        clientRequestToken: `offpeak-${made}`,
        inputDataConfig: { s3InputDataConfig: { s3Uri: `s3://contracts/${Key}`, s3InputFormat: "JSONL" } },
        outputDataConfig: { s3OutputDataConfig: { s3Uri: "s3://contracts/out/" } },
        timeoutDurationInHours: 24,
        tags: [{ key: "cost_center", value: "Support" }],
        ...wish,
      }),
    );
    return jobArn ?? "";
  };
  const get = (jobIdentifier: string) => bedrock.send(new GetModelInvocationJobCommand({ jobIdentifier }));
  const stop = (jobIdentifier: string) => bedrock.send(new StopModelInvocationJobCommand({ jobIdentifier }));
  const completed = await start([line(1), line(2)], { modelInvocationType: "InvokeModel" });
  const partial = await start([line(1), line(9)]);
  const failed = await start([line(1)]);
  const stopped = await start([line(1), line(2)]);
  control.world.changeSettings({ bedrock: { scheduledSeconds: null } });
  const arns = [completed, partial, failed, stopped];
  const look = async () => {
    for (const arn of arns) await get(arn);
    await get(completed.split("/").at(-1) ?? "");
  };
  await look();
  await control.advance(2);
  await look();
  await stop(stopped);
  await look();
  await control.advance(30);
  for (const arn of [completed, partial])
    await control.plays
      .find((play) => play.provider === "bedrock")
      ?.tell(arn, { kind: "progress", share: 0.5, hold: false });
  arns.push(await start([line(1), line(2)]));
  await look();
  await control.advance(86_400);
  await look();
  for await (const _ of paginateListModelInvocationJobs(
    { client: bedrock, pageSize: 2 },
    {
      nameContains: "offpeak-",
      sortBy: "CreationTime",
      sortOrder: "Ascending",
      submitTimeAfter: new Date(0),
    },
  ));
  await bedrock.send(new ListModelInvocationJobsCommand({ statusEquals: "PartiallyCompleted" }));
  await bedrock.send(
    new TagResourceCommand({ resourceARN: completed, tags: [{ key: "endpoint", value: "a" }] }),
  );
  await bedrock.send(new UntagResourceCommand({ resourceARN: completed, tagKeys: ["endpoint"] }));
  await bedrock.send(new ListTagsForResourceCommand({ resourceARN: completed }));
  const mistakes = [
    () => stop(completed),
    () => get("000000000000"),
    () => get("nonsense"),
    () => start([line(1)], { jobName: "offpeak-1" }),
    () => start([line(1)], { modelId: "amazon.nova-pro-v1:0" }),
    () => start([line(1)], { roleArn: "arn:aws:iam::999999999999:role/other" }),
    () => start([line(1)], { timeoutDurationInHours: 1 }),
  ];
  for (const mistake of mistakes) await mistake().catch(() => null);
  for (const name of ["rate-limited", "server-error", "forbidden"] as const) {
    control.world.faults.add({ ...switchedOn, name });
    await get(completed).catch(() => null);
  }
}

const switchedOn = { probability: 1, count: 1, skip: 0, seconds: 1, milliseconds: 0, share: 1, clean: false };
