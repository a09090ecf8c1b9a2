import { expect, test } from "vitest";
import { bedrock } from "./index";
import { rights } from "./rights";
import { BedrockCredentials, BedrockSettings } from "./settings";

const fine = {
  region: "eu-central-1",
  roleArn: "arn:aws:iam::123456789012:role/teams/offpeak-batch",
  bucket: "acme.batches",
};

test("keys come in pairs, or not at all", () => {
  const keys = { accessKeyId: "AKIA", secretAccessKey: "secret" };
  for (const given of [
    {},
    keys,
    { ...keys, sessionToken: "token" },
    { eventSecret: "word" },
    { accessKeyId: "" },
  ])
    expect(BedrockCredentials.safeParse(given).success, JSON.stringify(given)).toBe(true);
  for (const given of [
    { accessKeyId: "AKIA" },
    { secretAccessKey: "s" },
    { sessionToken: "t" },
    { ...keys, other: "x" },
  ])
    expect(BedrockCredentials.safeParse(given).success, JSON.stringify(given)).toBe(false);
});

test.each([
  ["region", "Frankfurt"],
  ["region", "us-east"],
  ["roleArn", "offpeak-batch"],
  ["roleArn", "arn:aws:iam::123456789012:user/me"],
  ["bucket", "Acme Batches"],
  ["bucket", "acme-batches/folder"],
  ["prefix", "teams/research?x"],
  ["endpoint", "ftp://host"],
])("%s %s is refused with what to write there", (name, value) => {
  const parsed = BedrockSettings.safeParse({ ...fine, [name]: value });
  expect(parsed.error?.issues[0]).toMatchObject({
    path: [name],
    message: expect.stringMatching(/^Use .*\.$/),
  });
});

test("what people paste is understood", () => {
  const parsed = BedrockSettings.parse({
    ...fine,
    bucket: " s3://acme-batches/ ",
    prefix: "/teams/",
    endpoint: "",
  });
  expect(parsed).toEqual({ ...fine, bucket: "acme-batches", prefix: "teams" });
});

test("the policies are JSON and name every call that is made", () => {
  const policies = rights.filter(({ language }) => language === "json").map(({ text }) => JSON.parse(text));
  expect(policies).toHaveLength(3);
  const [caller, trust] = policies;
  const actions = caller.Statement.flatMap((one: { Action: string[] }) => one.Action);
  expect(actions.sort()).toEqual([
    "bedrock:CreateModelInvocationJob",
    "bedrock:GetModelInvocationJob",
    "bedrock:InvokeModel",
    "bedrock:ListModelInvocationJobs",
    "bedrock:StopModelInvocationJob",
    "bedrock:TagResource",
    "iam:PassRole",
    "s3:AbortMultipartUpload",
    "s3:DeleteObject",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:PutObject",
  ]);
  expect(trust.Statement[0].Principal.Service).toBe("bedrock.amazonaws.com");
});

test("a connection that is not complete says so instead of calling somebody", () => {
  expect(() => bedrock.open({ credentials: {}, settings: { region: "us-east-1" }, limits: {} })).toThrow(
    /not complete/,
  );
});
