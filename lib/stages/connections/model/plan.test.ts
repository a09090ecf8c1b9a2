import { expect, test } from "vitest";
import { providers } from "@/lib/adapters/providers/index";
import { planOf } from "@/lib/stages/connections/model/plan";

const home = "https://offpeak.larkspur.example";
const known = {
  bedrock: {
    region: "eu-central-1",
    roleArn: "arn:aws-us-gov:iam::210987654321:role/teams/batch",
    bucket: "larkspur-batches",
  },
  vertex: { project: "larkspur-ml", bucket: "larkspur-batches", dataset: "offpeak_batches" },
};

/** What is written in capitals there is to be filled in. */
const BLANK = /\b(?:BUCKET|PREFIX|REGION|ACCOUNT_ID|JOB_ROLE|PROJECT|DATASET|THIS_OFFPEAK|CONNECTION_ID)\b/;

function rightsOf(id: "openai" | "anthropic" | "bedrock" | "vertex", settings: Record<string, string>) {
  const definition = providers.get(id);
  if (!definition) throw new Error(`${id} is not registered`);
  const masks: Record<string, string> =
    id === "vertex" ? { serviceAccount: "batch@larkspur-ml.iam.gserviceaccount.com" } : {};
  return planOf(definition, { connection: { id: "c1", settings, masks }, home }).rights;
}

test.each([
  ["openai", {}],
  ["anthropic", {}],
  ["bedrock", known.bedrock],
  ["vertex", known.vertex],
] as const)("the rights of a connection to %s can be copied as they are", (id, settings) => {
  for (const { title, text, language } of rightsOf(id, settings)) {
    expect(text, title).not.toMatch(BLANK);
    if (language === "json") expect(() => JSON.parse(text)).not.toThrow();
  }
});

test("they name the connection's own places", () => {
  const bedrock = rightsOf("bedrock", known.bedrock).map(({ text }) => text);
  expect(bedrock[0]).toContain('"arn:aws-us-gov:s3:::larkspur-batches/offpeak/*"');
  expect(bedrock[0]).toContain('"arn:aws-us-gov:iam::210987654321:role/teams/batch"');
  expect(bedrock[3]).toContain(`${home}/api/webhooks/bedrock/c1`);
  expect(rightsOf("bedrock", { ...known.bedrock, prefix: "nightly" })[2]?.text).toContain(
    "larkspur-batches/nightly/offpeak/*",
  );
  const vertex = rightsOf("vertex", known.vertex).map(({ text }) => text);
  expect(vertex[0]).toContain("--member=serviceAccount:batch@larkspur-ml.iam.gserviceaccount.com");
  expect(vertex[2]).toContain("ON SCHEMA `larkspur-ml`.offpeak_batches");
});

test("what a connection does not tell stays a blank", () => {
  expect(rightsOf("vertex", { project: "larkspur-ml", dataset: "offpeak_batches" })[1]?.text).toContain(
    "gs://BUCKET",
  );
});
