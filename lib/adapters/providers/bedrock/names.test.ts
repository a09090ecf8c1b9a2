import { expect, test } from "vitest";
import { inputKeyOf, jobNameOf, outputOf, tagsOf, timeoutHours, tokenOf, urisOf } from "./names";
import { BedrockSettings } from "./settings";

const settings = BedrockSettings.parse({
  region: "us-east-1",
  roleArn: "arn:aws:iam::123456789012:role/offpeak-batch",
  bucket: "s3://acme-batches/",
  prefix: "/teams/research/",
});

// The patterns of the service model.
const jobName = /^[a-zA-Z0-9]{1,63}(-*[a-zA-Z0-9+\-.]){0,63}$/;
const token = /^[a-zA-Z0-9]{1,256}(-*[a-zA-Z0-9]){0,256}$/;
const s3Uri =
  /^s3:\/\/[a-z0-9][-.a-z0-9]{1,61}[a-z0-9](?:\/[-!_*'().a-z0-9A-Z]+(?:\/[-!_*'().a-z0-9A-Z]+)*)?\/?$/;

test.each(["a", "0-9-a", `${"k".repeat(39)}-`])(
  "whatever the key %s, the service takes what is made of it",
  (key) => {
    expect(jobNameOf(key)).toMatch(jobName);
    expect(jobNameOf(key).length).toBeLessThanOrEqual(63);
    expect(tokenOf(key)).toMatch(token);
    expect(urisOf(settings, key).input).toMatch(s3Uri);
    expect(urisOf(settings, key).output).toMatch(s3Uri);
  },
);

test("input and results lie in the submission's own folder below ours", () => {
  expect(inputKeyOf(settings, "k1")).toBe("teams/research/offpeak/k1/input.jsonl");
  const { output } = urisOf(settings, "k1");
  const arn = "arn:aws:bedrock:us-east-1:123456789012:model-invocation-job/abcdefghijkl";
  const place = { bucket: "acme-batches", prefix: "teams/research/offpeak/k1/output/abcdefghijkl/" };
  expect(outputOf(arn, output)).toEqual(place);
  expect(outputOf(arn, output.replace(/\/$/, ""))).toEqual(place);
  expect(outputOf(arn, "s3://bucket")).toEqual({ bucket: "bucket", prefix: "abcdefghijkl/" });
});

test.each([
  [1, 24],
  [24, 24],
  [24.01, 25],
  [168, 168],
  [500, 168],
  [-3, 24],
])("a deadline in %f hours is a time-out of %i", (hours, expected) => {
  const now = new Date("2026-11-28T12:00:00Z");
  expect(timeoutHours(new Date(now.getTime() + hours * 3_600_000), now)).toBe(expected);
});

test("labels become tags that bills can show, in the letters that a tag may have", () => {
  const labels = {
    "cost-center": "CC-4400 Légal & Ops (EMEA)",
    endpoint: "contract-clauses",
    batch: "b_1",
    empty: "漢".repeat(0),
    long: "x".repeat(300),
  };
  const tags = tagsOf(labels);
  expect(tags.slice(0, 3)).toEqual([
    { key: "costcenter", value: "CC-4400 Legal - Ops -EMEA-" },
    { key: "endpoint", value: "contract-clauses" },
    { key: "batch", value: "b_1" },
  ]);
  expect(tags.map(({ key }) => key)).not.toContain("empty");
  for (const { key, value } of tags) {
    expect(key).toMatch(/^[a-zA-Z0-9\s._:/=+@-]{1,128}$/);
    expect(value).toMatch(/^[a-zA-Z0-9\s._:/=+@-]{1,256}$/);
  }
});
