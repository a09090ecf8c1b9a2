import { existsSync } from "node:fs";
import { utimes } from "node:fs/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { TestContext } from "@/lib/testing/context";
import { importContext, send } from "@/lib/testing/imports/drop";
import { sweepUploads } from "../sweep-uploads";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await importContext();
});
afterAll(() => ctx.close());

const OLD = new Date("2025-11-01T00:00:00Z"); // the clock of tests stands in December

test("what nobody knows any more is removed after a day; imports and what is still arriving are not", async () => {
  const { id } = await send(ctx, "timestamp,provider,model,endpoint\n2025-11-03,openai,gpt-5,a\n");
  const orphan = await ctx.files.folder("imports", "orphan");
  const arriving = await ctx.files.folder("imports", "arriving");
  const spill = await ctx.files.folder("scratch", "duck-abc");
  const known = ctx.files.pathOf("imports", id);
  for (const folder of [orphan, spill, known]) await utimes(folder, OLD, OLD);
  expect(await sweepUploads(ctx)).toBe(2);
  expect([orphan, arriving, spill, known].map((folder) => existsSync(folder))).toEqual([
    false,
    true,
    false,
    true,
  ]);
});
