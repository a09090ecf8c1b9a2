import { afterAll, beforeAll, expect, test } from "vitest";
import { SYSTEM } from "@/lib/core/access";
import { bookBatchJob } from "@/lib/stages/batches/jobs";
import { ledgerChangedJob } from "@/lib/stages/ledger/jobs";
import { type TestContext, testContext } from "@/lib/testing/context";
import { handlers } from "./handlers";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.close());

const handler = (name: string) => {
  const system = { ...ctx, actor: SYSTEM };
  const door = { db: ctx.db, pool: ctx.pool, now: ctx.now };
  const offpeak = { door, files: ctx.files, installation: ctx.installation, contextOf: () => system };
  const found = handlers({ ...offpeak, close: async () => {} }).find((one) => one.name === name);
  if (!found) throw new Error(`nobody handles ${name}`);
  return found;
};

test("the figures are made ready once after the batches of a night, not after each", async () => {
  const book = handler(bookBatchJob.name);
  for (const batchId of ["bat_00000001", "bat_00000002", "bat_00000003"])
    await book.run({ organisationId: ctx.organisation.id, batchId });
  const { rows } = await ctx.pool.query<{ n: number }>(
    "select count(*)::int as n from pgboss.job where name = $1 and state = 'created'",
    [ledgerChangedJob.name],
  );
  expect(rows).toEqual([{ n: 1 }]);
});
