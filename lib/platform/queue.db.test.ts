import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type TestContext, testContext } from "@/lib/testing/context";
import { defineJob, on, type Queue, workQueue } from "./queue";

const job = defineJob({ name: "test.job", payload: z.object({ id: z.string() }) });
let ctx: TestContext;

beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.close());

const worked = async (url: string, count: number): Promise<{ seen: string[]; worker: Queue }> => {
  const seen: string[] = [];
  let finish = () => {};
  const all = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const handle = on(job, async ({ id }) => {
    seen.push(id);
    if (seen.length === count) finish();
    return undefined;
  });
  const worker = await workQueue(url, [handle]);
  await all;
  return { seen, worker };
};

test("jobs without a key are all worked, jobs with one key that wait are one", async () => {
  for (const id of ["a", "b", "c"]) await ctx.queue.enqueue(ctx.db, job, { id });
  for (const id of ["d", "e"]) await ctx.queue.enqueue(ctx.db, job, { id }, { dedupe: "same" });
  const url = (ctx.pool.options as { connectionString: string }).connectionString;
  const { seen, worker } = await worked(url, 4);
  await worker.stop();
  expect(seen.sort()).toEqual(["a", "b", "c", "d"]);
});
