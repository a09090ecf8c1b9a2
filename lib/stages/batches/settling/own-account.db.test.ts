import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { BatchStage } from "@/lib/testing/batches/batch-stage";
import { type OpenStage, openStage } from "@/lib/testing/batches/open-stage";

// Bedrock gives its own account of the results beside them, and no row for what it never worked.

let opened: OpenStage;
let stage: BatchStage;
beforeAll(async () => {
  opened = await openStage("own account", { bedrock: { minRecords: { default: 1 } } });
  ({ stage } = opened);
});
beforeEach(() => opened.sandbox.control.reset());
afterAll(() => opened.close());

async function settled(seconds = 200): Promise<string> {
  const id = await stage.seed("bedrock", { requests: 6 });
  await stage.pass(0);
  await stage.pass(seconds);
  return id;
}

test("a manifest that disagrees is shown, and changes no request", async () => {
  await stage.tell("POST", "/faults", { name: "wrong-manifest", count: 1 });
  const id = await settled();
  expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 6, failed: 0 });
  expect((await stage.parts(id))[0]?.reason).toEqual({
    code: "summary-differs",
    message: "Bedrock's manifest counts 7 records, and the result files hold 6.",
  });
  expect(await stage.events(id)).toContain("results.differ");
});

test("a row that is missing is one failed request that may have been charged", async () => {
  await stage.tell("POST", "/faults", { name: "missing-line", count: 1 });
  const id = await settled();
  for (let tries = 0; tries < 3; tries++) await stage.pass(600);
  expect(await stage.batch(id)).toMatchObject({ state: "completed", succeeded: 5, failed: 1 });
  expect((await stage.parts(id))[0]?.reason).toMatchObject({ code: "result-missing" });
  expect(await stage.events(id)).toEqual(expect.arrayContaining(["results.missing", "results.differ"]));
});

test("time runs out: what never ran is expired, each request once", async () => {
  const overrides = [{ pattern: "_[12]$", outcome: "expired" }];
  await stage.tell("POST", "/config", { bedrock: { outcomes: { overrides } } });
  const id = await settled(86_400);
  expect(await stage.batch(id)).toMatchObject({ state: "expired", succeeded: 4, expired: 2, failed: 0 });
  const unworked = (await stage.outcomes(id)).filter(({ status }) => status === "expired");
  expect(unworked.map(({ n, code }) => [n, code])).toEqual([
    [1, "not_worked"],
    [2, "not_worked"],
  ]);
  expect(await stage.events(id)).not.toContain("results.differ");
});

test("a job that was refused as a whole fails its requests with AWS's reason, and costs nothing", async () => {
  await stage.tell("POST", "/config", { bedrock: { minRecords: { default: 100 } } });
  const id = await settled();
  expect(await stage.batch(id)).toMatchObject({ state: "failed", failed: 6 });
  expect((await stage.parts(id))[0]?.reason).toMatchObject({
    code: "too_few_records",
    message: expect.stringContaining("the minimum for this model is 100"),
  });
});
