import type { ConnectionField, ProviderDefinition } from "@/lib/core/provider";
import { field } from "../field";

const json = (value: unknown) => JSON.stringify(value, null, 2);
const statement = (Sid: string, Action: string[], Resource: string[], more: object = {}) => ({
  Sid,
  Effect: "Allow",
  Action,
  Resource,
  ...more,
});

const MODELS = [
  "arn:aws:bedrock:*::foundation-model/*",
  "arn:aws:bedrock:REGION:ACCOUNT_ID:inference-profile/*",
  "arn:aws:bedrock:REGION:ACCOUNT_ID:application-inference-profile/*",
];
const JOBS = ["arn:aws:bedrock:REGION:ACCOUNT_ID:model-invocation-job/*"];
const BUCKET = ["arn:aws:s3:::BUCKET"];
const FILES = ["arn:aws:s3:::BUCKET/PREFIX/offpeak/*"];
const ROLE = ["arn:aws:iam::ACCOUNT_ID:role/JOB_ROLE"];

const caller = {
  Version: "2012-10-17",
  Statement: [
    statement("MakeJobs", ["bedrock:CreateModelInvocationJob"], [...MODELS, ...JOBS]),
    statement(
      "FollowJobs",
      ["bedrock:GetModelInvocationJob", "bedrock:StopModelInvocationJob", "bedrock:TagResource"],
      JOBS,
    ),
    statement("FindJobs", ["bedrock:ListModelInvocationJobs"], ["*"]),
    statement("SingleRequests", ["bedrock:InvokeModel"], MODELS),
    statement("PassJobRole", ["iam:PassRole"], ROLE, {
      Condition: { StringEquals: { "iam:PassedToService": "bedrock.amazonaws.com" } },
    }),
    statement(
      "InputAndResults",
      ["s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"],
      FILES,
    ),
    statement("ListResults", ["s3:ListBucket"], BUCKET),
  ],
};

const trust = {
  Version: "2012-10-17",
  Statement: [
    {
      Effect: "Allow",
      Principal: { Service: "bedrock.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": "ACCOUNT_ID" },
        ArnEquals: { "aws:SourceArn": JOBS[0] },
      },
    },
  ],
};

const jobRole = {
  Version: "2012-10-17",
  Statement: [
    statement("ReadInputWriteResults", ["s3:GetObject", "s3:PutObject"], FILES),
    statement("ListBucket", ["s3:ListBucket"], BUCKET, {
      Condition: { StringEquals: { "aws:ResourceAccount": "ACCOUNT_ID" } },
    }),
    statement("OnlyForInferenceProfiles", ["bedrock:InvokeModel"], MODELS),
  ],
};

const GUIDE = "https://docs.aws.amazon.com/bedrock/latest/userguide";

export const rights: ProviderDefinition["rights"] = [
  {
    title: "Policy of the user or role whose access key is entered here",
    language: "json",
    text: json(caller),
    source: `${GUIDE}/batch-inference-permissions.html`,
  },
  {
    title: "Job role: trust policy",
    language: "json",
    text: json(trust),
    source: `${GUIDE}/batch-iam-sr.html`,
  },
  {
    title: "Job role: permissions",
    language: "json",
    text: json(jobRole),
    source: `${GUIDE}/batch-iam-sr.html`,
  },
  {
    title: "EventBridge, so that a job that ends is seen at once",
    language: "text",
    text: [
      "Rule, default event bus",
      '  Event pattern   {"source": ["aws.bedrock"], "detail-type": ["Batch Inference Job State Change"]}',
      "  Target          API destination",
      "",
      "API destination",
      "  Endpoint        POST https://THIS_OFFPEAK/api/webhooks/bedrock/CONNECTION_ID",
      "  Authorization   API key, name x-offpeak-secret, value: the event secret of this connection",
      "",
      "Delivery is best effort: Offpeak also asks by itself.",
    ].join("\n"),
    source: `${GUIDE}/monitoring-eventbridge.html`,
  },
];

/** The ARN of the job role names account and partition too; everything else in a policy is the same for everybody. */
export const blanks: NonNullable<ProviderDefinition["blanks"]> = ({ settings }) => {
  const { region, roleArn, bucket, prefix } = settings;
  const [, partition, , , account, ...role] = (roleArn ?? "").split(":");
  return {
    ...{ REGION: region, BUCKET: bucket, ACCOUNT_ID: account },
    "arn:aws:": partition && `arn:${partition}:`,
    "role/JOB_ROLE": role.join(":") || undefined,
    "PREFIX/": prefix ? `${prefix}/` : "",
  };
};

const secret = (name: string, label: string, more: Partial<ConnectionField>): ConnectionField =>
  field(name, label, { in: "credentials", secret: true, ...more });

export const fields: ConnectionField[] = [
  field("accessKeyId", "Access key id", {
    in: "credentials",
    hint: "Without keys, the role or profile of the machine that Offpeak runs on is used.",
    placeholder: "AKIA…",
  }),
  secret("secretAccessKey", "Secret access key", {}),
  field("region", "Region", {
    required: true,
    hint: "Of the jobs and of the bucket.",
    placeholder: "us-east-1",
  }),
  field("roleArn", "Job role", {
    required: true,
    hint: "Bedrock takes it on to read the input and to write the results. Whether it may shows with the first batch.",
    placeholder: "arn:aws:iam::123456789012:role/offpeak-batch",
  }),
  field("bucket", "Bucket", { required: true, placeholder: "acme-batches" }),
  field("prefix", "Folder", {
    hint: "Inputs and results lie below it, in a folder offpeak.",
    placeholder: "teams/research",
  }),
  secret("sessionToken", "Session token", {
    hint: "Of temporary keys. They expire, so a role is the better choice.",
    advanced: true,
  }),
  secret("eventSecret", "Event secret", {
    hint: "The value of x-offpeak-secret in EventBridge. Without it Offpeak asks by itself.",
    advanced: true,
  }),
  field("endpoint", "Bedrock URL", {
    placeholder: "https://bedrock.us-east-1.amazonaws.com",
    advanced: true,
  }),
  field("runtimeEndpoint", "Bedrock runtime URL", {
    placeholder: "https://bedrock-runtime.us-east-1.amazonaws.com",
    advanced: true,
  }),
  field("s3Endpoint", "S3 URL", { placeholder: "https://s3.us-east-1.amazonaws.com", advanced: true }),
];
