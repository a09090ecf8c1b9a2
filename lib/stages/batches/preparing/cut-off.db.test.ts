import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SYSTEM } from "@/lib/core/access";
import { line, many } from "@/lib/testing/batches/look-through";
import { folderOf, partOf, partsOf, prepare, queued, requestsOf } from "@/lib/testing/batches/prepared";
import { batchContext, batchOf, work } from "@/lib/testing/batches/upload";
import type { TestContext } from "@/lib/testing/context";
import { prepareBatch } from "./prepare-batch";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await batchContext();
});
afterAll(() => ctx.close());

describe("cut off at any point", () => {
  const text = many(300, (n) => line({ id: `r${n}` }));

  test("twice, and two at once, is once", async () => {
    const id = await queued(ctx, text);
    await Promise.all([prepare(ctx, id), prepare(ctx, id)]);
    const before = [await partsOf(ctx, id), partOf(ctx, id, 1)];
    expect(before[0]).toHaveLength(1);
    await prepare(ctx, id);
    expect([await partsOf(ctx, id), partOf(ctx, id, 1)]).toEqual(before);
    expect(await ctx.db.batchRequest.count({ where: { batchId: id } })).toBe(300);
  });

  test("files of a run that died are written anew, and only what the rows say is sent", async () => {
    const id = await queued(ctx, text);
    writeFileSync(
      path.join(folderOf(ctx, id), "part-1"),
      "half of a line of a run that was killed".repeat(10_000),
    );
    writeFileSync(path.join(folderOf(ctx, id), "requests.csv"), "half a row");
    await prepare(ctx, id);
    const [part] = await partsOf(ctx, id);
    const ids = partOf(ctx, id, 1)
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text).custom_id);
    expect(ids).toEqual(Array.from({ length: 300 }, (_, n) => `${part?.nonce}_${n + 1}`));
  });

  test("killed before the transaction is committed: nothing of it stands, and the next run does it", async () => {
    const id = await queued(ctx, text);
    const pool = Object.create(ctx.pool, {
      query: { value: ctx.pool.query.bind(ctx.pool) },
      connect: {
        value: async () => {
          const client = await ctx.pool.connect();
          const query = async (...order: Parameters<typeof client.query>) => {
            if (order[0] === ("commit" as never)) throw new Error("killed");
            return client.query(...order);
          };
          // The COPY is a stream and not a promise: it goes to the client itself.
          const pass = (...order: Parameters<typeof client.query>) =>
            typeof order[0] === "string" ? query(...order) : client.query(...order);
          return Object.create(client, {
            query: { value: pass },
            release: { value: client.release.bind(client) },
          });
        },
      },
    }) as typeof ctx.pool;
    await expect(prepareBatch({ ...ctx, pool, actor: SYSTEM }, { batchId: id })).rejects.toThrow("killed");
    expect([await partsOf(ctx, id), await requestsOf(ctx, id)]).toEqual([[], []]);
    expect(await batchOf(ctx, id)).toMatchObject({ state: "queued", rates: null });
    expect(existsSync(path.join(folderOf(ctx, id), "part-1"))).toBe(true);
    await prepare(ctx, id);
    expect(await partsOf(ctx, id)).toHaveLength(1);
    const [part] = await partsOf(ctx, id);
    expect(partOf(ctx, id, 1)).toContain(`${part?.nonce}_300`);
  });

  test("a plan that did not reach its place counts; without any it is looked at again", async () => {
    const id = await queued(ctx, text);
    const plan = path.join(folderOf(ctx, id), "plan");
    writeFileSync(`${plan}.next`, readFileSync(plan));
    rmSync(plan);
    await prepare(ctx, id);
    expect(await partsOf(ctx, id)).toHaveLength(1);
    const other = await queued(ctx, text);
    writeFileSync(
      path.join(folderOf(ctx, other), "plan"),
      readFileSync(path.join(folderOf(ctx, other), "plan")).subarray(0, -1),
    );
    await prepare(ctx, other);
    expect((await batchOf(ctx, other)).state).toBe("preflight");
    await work(ctx);
    expect(await partsOf(ctx, other)).toHaveLength(1);
  });
});

describe("a disk that is full", () => {
  test("before: it says why and tries again, and goes on when there is room", async () => {
    const id = await queued(
      ctx,
      many(50, (n) => line({ id: `r${n}` })),
    );
    const small = { ...ctx, actor: SYSTEM, files: { ...ctx.files, free: async () => 64_000_100 } };
    expect(await prepareBatch(small, { batchId: id })).toEqual({
      again: new Date(ctx.now().getTime() + 60_000),
    });
    expect(await batchOf(ctx, id)).toMatchObject({
      state: "queued",
      reason: { code: "disk-full", message: expect.stringMatching(/need 8\.\d KB\. It goes on by itself/) },
    });
    await prepare(ctx, id);
    expect(await batchOf(ctx, id)).toMatchObject({ state: "queued", reason: null });
    expect(await partsOf(ctx, id)).toHaveLength(1);
  });

  test.runIf(existsSync("/dev/full"))(
    "in the middle: what was written of it goes, and nothing is lost",
    async () => {
      const id = await queued(
        ctx,
        many(50, (n) => line({ id: `r${n}` })),
      );
      // /dev/full takes no byte: the third write of the run finds no space.
      const full = path.join(folderOf(ctx, id), "requests.csv");
      rmSync(full, { force: true });
      symlinkSync("/dev/full", full);
      expect(await prepare(ctx, id)).toMatchObject({ again: expect.any(Date) });
      expect(await batchOf(ctx, id)).toMatchObject({ state: "queued", reason: { code: "disk-full" } });
      expect(readdirSync(folderOf(ctx, id)).sort()).toEqual(["plan", "tokens", "upload"]);
      expect(await partsOf(ctx, id)).toEqual([]);
      await prepare(ctx, id);
      expect(await partsOf(ctx, id)).toHaveLength(1);
    },
  );
});
