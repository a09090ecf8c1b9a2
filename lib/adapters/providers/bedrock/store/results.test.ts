import { afterEach, beforeEach, expect, test } from "vitest";
import { bedrockFixture, settings } from "@/lib/testing/provider/bedrock-fixture";
import { openStage, type Stage } from "@/lib/testing/provider/stage";

let stage: Stage;
beforeEach(async () => {
  stage = await openStage(bedrockFixture);
});
afterEach(() => stage.close());

const configure = (bedrock: object) =>
  fetch(`${stage.simulators.control}/config`, { method: "POST", body: JSON.stringify({ bedrock }) });

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
