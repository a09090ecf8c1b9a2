import { BedrockClient, CreateModelInvocationJobCommand } from "@aws-sdk/client-bedrock";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import type { RunningSandbox } from "@/lib/sandbox/start";

const credentials = { accessKeyId: "AKIASANDBOX", secretAccessKey: "secret" };
export const bucket = "offpeak-batches";
export const roleArn = "arn:aws:iam::123456789012:role/offpeak-batch";
export const haiku = "anthropic.claude-haiku-4-5-20251001-v1:0";

export type Aws = { bedrock: BedrockClient; runtime: BedrockRuntimeClient; s3: S3Client };

/** Amazon's own SDKs, pointed at the sandbox and otherwise as they come. */
export function openAws({ urls }: RunningSandbox, region = "us-east-1"): Aws {
  const shared = { region, credentials, maxAttempts: 1 };
  return {
    bedrock: new BedrockClient({ ...shared, endpoint: urls.bedrock }),
    runtime: new BedrockRuntimeClient({ ...shared, endpoint: urls.bedrockRuntime }),
    s3: new S3Client({ ...shared, endpoint: urls.s3, forcePathStyle: true }),
  };
}

export const claudeBody = (text: string) => ({
  anthropic_version: "bedrock-2023-05-31",
  max_tokens: 200,
  messages: [{ role: "user", content: text }],
});

export function record(n: number, modelInput: object = claudeBody(`Sum up ticket ${n}.`)) {
  return { recordId: `ticket_${n}`, modelInput };
}

export const records = (count: number) => Array.from({ length: count }, (_, n) => record(n));

export async function putLines(aws: Aws, lines: unknown[], key = "in/input.jsonl"): Promise<string> {
  const Body = lines.map((line) => `${JSON.stringify(line)}\n`).join("");
  await aws.s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body }));
  return `s3://${bucket}/${key}`;
}

type Wish = Partial<ConstructorParameters<typeof CreateModelInvocationJobCommand>[0]>;
let jobs = 0;

/** A job on lines that are put into the bucket first. */
export async function startJob(aws: Aws, lines: unknown[], wish: Wish = {}): Promise<string> {
  jobs += 1;
  const s3Uri = await putLines(aws, lines, `in/${jobs}/input.jsonl`);
  const { jobArn } = await aws.bedrock.send(
    new CreateModelInvocationJobCommand({
      jobName: `job-${jobs}`,
      roleArn,
      modelId: haiku,
      inputDataConfig: { s3InputDataConfig: { s3Uri, s3InputFormat: "JSONL" } },
      outputDataConfig: { s3OutputDataConfig: { s3Uri: `s3://${bucket}/out/` } },
      ...wish,
    }),
  );
  return jobArn ?? "";
}

export type OutLine = {
  recordId: string;
  modelInput: Record<string, unknown>;
  modelOutput?: Record<string, unknown>;
  error?: { errorCode: number; errorMessage: string };
};

export async function readObject(aws: Aws, key: string): Promise<string> {
  const { Body } = await aws.s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
  return (await Body?.transformToString("utf8")) ?? "";
}

export const idOf = (arn: string) => arn.split("/").at(-1) ?? "";
export const outputKey = (arn: string, name = "input.jsonl.out") => `out/${idOf(arn)}/${name}`;
