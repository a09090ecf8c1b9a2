import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { utimes } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { file, line, many } from "@/lib/testing/batches/look-through";
import { batchContext, batchOf, once, upload } from "@/lib/testing/batches/upload";
import type { TestContext } from "@/lib/testing/context";
import { BeginUpload } from "../model/receiving";
import { appendUpload } from "./append-upload";
import { beginUpload } from "./begin-upload";
import { dropUpload, listUploads, readUpload } from "./read-uploads";
import { sweepDrafts } from "./sweep-drafts";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await batchContext();
});
afterAll(() => ctx.close());

const FILE = Buffer.from(many(200, (n) => line({ id: `r${n}` })));
const begin = (of: TestContext, more: object = {}) =>
  beginUpload(
    of,
    BeginUpload.parse({
      provider: "openai",
      endpoint: "pages/upload",
      start: "hold",
      bytesTotal: FILE.length,
      ...more,
    }),
  );

describe("an upload in pieces", () => {
  test("goes on at the byte it has, and is a batch with the last one", async () => {
    const { id } = await begin(ctx);
    expect(await appendUpload(ctx, { id, offset: 0, body: once(FILE.subarray(0, 1000)) })).toMatchObject({
      bytes: 1000,
      batchId: null,
    });
    async function* lost(): AsyncGenerator<Uint8Array> {
      yield FILE.subarray(1000, 1500);
      throw new Error("the connection was lost");
    }
    await expect(appendUpload(ctx, { id, offset: 1000, body: lost() })).rejects.toThrow("lost");
    expect(await readUpload(ctx, { id })).toMatchObject({ bytes: 1500, bytesTotal: FILE.length });
    const done = await appendUpload(ctx, { id, offset: 1500, body: once(FILE.subarray(1500)) });
    expect(done).toMatchObject({ id, batchId: id, bytes: FILE.length });
    expect(await batchOf(ctx, id)).toMatchObject({
      state: "preflight",
      bytes: BigInt(FILE.length),
      sha256: createHash("sha256").update(FILE).digest("hex"),
    });
    await expect(readUpload(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  });

  test("a wrong offset is told where to go on, and too much is refused", async () => {
    const { id } = await begin(ctx);
    await appendUpload(ctx, { id, offset: 0, body: once(FILE.subarray(0, 100)) });
    await expect(appendUpload(ctx, { id, offset: 50, body: once("x") })).rejects.toMatchObject({
      code: "conflict",
      message: "This upload has 100 bytes. Continue there.",
    });
    const rest = Buffer.concat([FILE.subarray(100), Buffer.from("more")]);
    await expect(appendUpload(ctx, { id, offset: 100, body: once(rest) })).rejects.toMatchObject({
      code: "invalid",
    });
    await dropUpload(ctx, { id });
  });

  test("two that bring the last byte at once make one batch", async () => {
    const { id } = await begin(ctx);
    await appendUpload(ctx, { id, offset: 0, body: once(FILE.subarray(0, 100)) });
    const both = await Promise.allSettled(
      [1, 2].map(() => appendUpload(ctx, { id, offset: 100, body: once(FILE.subarray(100)) })),
    );
    expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0);
    expect(await ctx.db.auditEntry.count({ where: { subject: id, event: "batch.received" } })).toBe(1);
    expect((await batchOf(ctx, id)).sha256).toBe(createHash("sha256").update(FILE).digest("hex"));
  });

  test("what broke off in one request goes on in pieces", async () => {
    const api = ctx.as("manager", "api@example.com");
    await expect(upload(api, once(FILE.subarray(0, 700)), { bytesTotal: FILE.length })).rejects.toThrow(
      /broke off/,
    );
    const [left] = await listUploads(api);
    if (!left) throw new Error("nothing was kept");
    const done = await appendUpload(api, { id: left.id, offset: 700, body: once(FILE.subarray(700)) });
    expect(done.batchId).toBe(left.id);
  });
});

describe("whose an upload is", () => {
  test("is seen, continued and thrown away by the one who began it", async () => {
    const mine = ctx.as("manager", "mine@example.com");
    const { id } = await begin(mine);
    for (const other of [ctx, ctx.as("manager", "other@example.com")]) {
      await expect(readUpload(other, { id })).rejects.toMatchObject({ code: "not_found" });
      await expect(appendUpload(other, { id, offset: 0, body: once("x") })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(dropUpload(other, { id })).rejects.toMatchObject({ code: "not_found" });
    }
    expect(await listUploads(mine)).toMatchObject([{ id }]);
    await dropUpload(mine, { id });
    expect(await listUploads(mine)).toEqual([]);
    expect(existsSync(ctx.files.pathOf("batches", id))).toBe(false);
  });

  test("finance has none", async () => {
    const finance = ctx.as("finance");
    await expect(begin(finance)).rejects.toMatchObject({ code: "forbidden" });
    await expect(listUploads(finance)).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a batch is no upload: nobody throws its files away by this way", async () => {
    const { id } = await upload(ctx, file(line()));
    await expect(dropUpload(ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(existsSync(path.join(ctx.files.pathOf("batches", id), "upload"))).toBe(true);
  });
});

test("an upload that nobody continued for two days is swept; younger ones and batches are not", async () => {
  const here = await ctx.elsewhere();
  const swept = ctx.as("manager", "late@example.com");
  const [old, young] = [await begin(swept), await begin(swept)];
  const { id: batch } = await upload(ctx, file(line()));
  const long = new Date(here.now().getTime() - 49 * 3_600_000);
  for (const id of [old.id, batch])
    for (const name of ["", "upload"])
      await utimes(path.join(ctx.files.pathOf("batches", id), name), long, long);
  expect(await sweepDrafts(ctx)).toBe(1);
  expect([old.id, young.id, batch].map((id) => existsSync(ctx.files.pathOf("batches", id)))).toEqual([
    false,
    true,
    true,
  ]);
});
