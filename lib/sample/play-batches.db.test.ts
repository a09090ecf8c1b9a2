import { readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formats } from "@/lib/adapters/formats";
import { SYSTEM } from "@/lib/core/access";
import { DOLLAR } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";
import { placeBatch } from "@/lib/stages/batches/placing/place-batch";
import { openCatalogue } from "@/lib/stages/prices/catalogue";
import { type TestContext, testContext } from "@/lib/testing/context";
import { loadSample } from "./load-sample";
import { removeSample } from "./remove-sample";

let ctx: TestContext;
let sample: Context;
beforeAll(async () => {
  ctx = await testContext({ catalogue: openCatalogue(), formats });
  const { organisation } = await loadSample(ctx);
  sample = { ...ctx, organisation, actor: SYSTEM };
}, 300_000);
afterAll(() => ctx.close());

const rows = async <T extends object>(sql: string): Promise<T[]> => (await ctx.pool.query<T>(sql)).rows;

test("its batches stand as the design has them, from the moment of loading", async () => {
  const batches = await rows<{ id: string }>(
    `select id, state, requests, succeeded, failed, expired, sync_done as sync, round(extract(epoch from started_at - now_at) / 60) as minutes
     from batch, (select timestamptz '2025-12-02T16:42:00Z' as now_at) n order by started_at nulls last, id`,
  );
  expect(batches.map(({ id }) => id)).toEqual([
    "bat_7j6",
    "bat_7j9",
    "bat_7k2",
    "bat_7k4",
    "bat_7k1",
    "bat_7k5",
    "bat_7k6",
    "bat_7m1",
    "bat_7m2",
  ]);
  expect(batches[3]).toEqual({
    ...{
      id: "bat_7k4",
      state: "running",
      requests: 13_400,
      succeeded: 8214,
      failed: 36,
      expired: 0,
      sync: 0,
    },
    minutes: "-1116",
  });
  expect(batches[0]).toMatchObject({ state: "completed", succeeded: 13_120, expired: 0, sync: 312 });
});

test("every request is there once, and what its batch says is the sum of them, to the picodollar", async () => {
  const sums = await rows<Record<string, unknown>>(
    `select b.id, b.settled, b.settled_sync, b.succeeded, b.failed, o.cost, o.sync, o.worked, o.lost, r.requests, b.requests as said
     from batch b
     join (select batch_id, count(*)::int as requests from batch_request group by 1) r on r.batch_id = b.id
     left join (
       select batch_id, sum(cost)::bigint as cost, sum(sync_cost)::bigint as sync,
         (count(*) filter (where status = 'succeeded'))::int as worked,
         (count(*) filter (where status = 'failed'))::int as lost
       from request_outcome group by 1) o on o.batch_id = b.id`,
  );
  expect(sums).toHaveLength(7);
  for (const sum of sums) {
    expect(sum.requests).toBe(sum.said);
    expect([sum.cost, sum.sync]).toEqual([sum.settled, sum.settled_sync]);
    if (sum.settled !== null) expect([sum.worked, sum.lost]).toEqual([sum.succeeded, sum.failed]);
  }
  const night = sums.find(({ id }) => id === "bat_7k2");
  expect(night?.settled).toBe((19_640n * DOLLAR) / 100n);
});

test("the line of every request lies where its row says", async () => {
  const [row] = await rows<{ custom_id: string; offset: string; length: number }>(
    "select custom_id, \"offset\"::text, length from batch_request where batch_id = 'bat_7k1' and n = 6180",
  );
  const upload = await readFile(path.join(ctx.files.pathOf("batches", "bat_7k1"), "upload"));
  const at = Number(row?.offset);
  const line = JSON.parse(upload.subarray(at, at + Number(row?.length)).toString());
  expect(line.custom_id).toBe(row?.custom_id);
  expect(upload.length).toBe(at + Number(row?.length) + 1);
});

test("no worker will ever ask a provider about them", async () => {
  expect(await rows("select id from batch_part where next_check_at is not null")).toEqual([]);
  expect(await rows("select id from connection where removed_at is null")).toEqual([]);
});

test("only the sample has such batches, and only who runs the organisation may place one", async () => {
  const batch = {} as Parameters<typeof placeBatch>[1];
  await expect(placeBatch(ctx, batch)).rejects.toMatchObject({ code: "refused" });
  const manager = { ...sample, actor: ctx.as("manager").actor };
  await expect(placeBatch(manager, batch)).rejects.toMatchObject({ code: "forbidden" });
});

test("they go with the sample", async () => {
  await removeSample(ctx);
  for (const table of [
    "batch",
    "batch_part",
    "batch_event",
    "batch_request",
    "request_outcome",
    "connection",
  ])
    expect(await rows(`select 1 from ${table} limit 1`), table).toEqual([]);
}, 60_000);
