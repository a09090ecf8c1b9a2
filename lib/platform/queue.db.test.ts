import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type TestContext, testContext } from "@/lib/testing/context";
import { defineJob, on, type Queue, workQueue } from "./queue";

const job = defineJob({ name: "test.job", payload: z.object({ id: z.string() }) });
const stubborn = defineJob({ name: "test.stubborn", payload: z.object({ id: z.string() }) });
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

test("a job joins a transaction of plain SQL as it joins one of rows", async () => {
  const waiting = async (id: string) => {
    const { rows } = await ctx.pool.query(
      "select 1 from pgboss.job where name = 'test.sql' and data->>'id' = $1",
      [id],
    );
    return rows.length;
  };
  const sql = defineJob({ name: "test.sql", payload: z.object({ id: z.string() }) });
  const client = await ctx.pool.connect();
  for (const end of ["rollback", "commit"]) {
    await client.query("begin");
    await ctx.queue.enqueue(client, sql, { id: end });
    await client.query(end);
  }
  client.release();
  expect([await waiting("rollback"), await waiting("commit")]).toEqual([0, 1]);
});

test("a job whose workers died under it again and again is still worked", async () => {
  await ctx.queue.enqueue(ctx.db, stubborn, { id: "killed" });
  await ctx.pool.query(
    "update pgboss.job set retry_count = 12, retry_delay_max = 0 where name = 'test.stubborn'",
  );
  let tries = 0;
  let done = () => {};
  const worked = new Promise<void>((resolve) => {
    done = resolve;
  });
  const handle = on(stubborn, async () => {
    tries += 1;
    if (tries === 1) throw new Error("once more");
    done();
    return undefined;
  });
  const worker = await workQueue(ctx.url, [handle]);
  await worked.finally(() => worker.stop());
  expect(tries).toBe(2);
});
