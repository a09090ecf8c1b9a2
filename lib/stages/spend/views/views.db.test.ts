import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "@/lib/testing/context";
import { listViews } from "./list-views";
import { removeView } from "./remove-view";
import { saveView } from "./save-view";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.close());

test("a view keeps filters, grouping and columns, not the period or the place on the page", async () => {
  await saveView(ctx, {
    name: "Mine",
    query: "team=Search&from=2025-11-01&to=2025-11-30&groupBy=team&row=k1",
  });
  expect(await listViews(ctx)).toMatchObject([{ name: "Mine", query: "groupBy=team&team=Search" }]);
});

test("the same name again replaces it", async () => {
  await saveView(ctx, { name: "Mine", query: "tier=batch" });
  expect(await listViews(ctx)).toMatchObject([{ name: "Mine", query: "tier=batch" }]);
});

test("nobody else sees or removes it", async () => {
  const [view] = await listViews(ctx);
  const other = ctx.as("finance");
  expect(await listViews(other)).toEqual([]);
  await expect(removeView(other, { id: view?.id ?? "" })).rejects.toMatchObject({ code: "not_found" });
  expect(await listViews(await ctx.elsewhere())).toEqual([]);
  await removeView(ctx, { id: view?.id ?? "" });
  expect(await listViews(ctx)).toEqual([]);
});

test("a token has no views", async () => {
  const token = { kind: "token", id: "t", name: "t", email: "a@example.com", role: "admin" } as const;
  await expect(saveView({ ...ctx, actor: token }, { name: "X", query: "" })).rejects.toMatchObject({
    code: "refused",
  });
  expect(await listViews({ ...ctx, actor: token })).toEqual([]);
});

test("there is an end to how many one may keep", async () => {
  for (let index = 0; index < 20; index += 1) await saveView(ctx, { name: `View ${index}`, query: "" });
  await expect(saveView(ctx, { name: "One more", query: "" })).rejects.toMatchObject({ code: "refused" });
  await saveView(ctx, { name: "View 3", query: "tier=sync" });
});
