import { afterEach, beforeEach, expect, test } from "vitest";
import { bedrockFixture, settings } from "@/lib/testing/provider/bedrock-fixture";
import { never, openStage, type Stage } from "@/lib/testing/provider/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage(bedrockFixture);
});
afterEach(() => stage.close());

const configure = (bedrock: object) =>
  fetch(`${stage.simulators.control}/config`, { method: "POST", body: JSON.stringify({ bedrock }) });

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
