import { readFileSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import { SYSTEM } from "@/lib/core/access";
import { changeFixes } from "@/lib/stages/batches/change-fixes";
import type { Fix } from "@/lib/stages/batches/model/fix";
import { prepareBatch } from "@/lib/stages/batches/preparing/prepare-batch";
import type { TestContext } from "../context";
import { batchOf, upload, work } from "./upload";

export const folderOf = (ctx: TestContext, id: string) => ctx.files.pathOf("batches", id);
export const partOf = (ctx: TestContext, id: string, number: number) =>
  readFileSync(path.join(folderOf(ctx, id), `part-${number}`), "utf8");
export const partsOf = (ctx: TestContext, id: string) =>
  ctx.db.batchPart.findMany({ where: { batchId: id }, orderBy: { number: "asc" } });
export const requestsOf = (ctx: TestContext, id: string) =>
  ctx.db.batchRequest.findMany({ where: { batchId: id }, orderBy: { n: "asc" } });
export const prepare = (ctx: TestContext, id: string) =>
  prepareBatch({ ...ctx, actor: SYSTEM }, { batchId: id });

/** A batch that may start, checked and not prepared. */
export async function queued(
  ctx: TestContext,
  text: string,
  options: Parameters<typeof upload>[2] = {},
  fixes: Fix[] = [],
): Promise<string> {
  const { id } = await upload(ctx, text, { ...options, start: fixes.length > 0 ? "hold" : "now" });
  await work(ctx, ["batches.preflight"]);
  for (const add of fixes) {
    await changeFixes(ctx, { batchId: id, add });
    await work(ctx, ["batches.preflight"]);
  }
  if (fixes.length > 0) await ctx.db.batch.update({ where: { id }, data: { state: "queued" } });
  expect((await batchOf(ctx, id)).state).toBe("queued");
  return id;
}
