import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "@/lib/testing/context";
import { seedUsage } from "@/lib/testing/seed-usage";
import { ensureEndpoint } from "./ensure-endpoint";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
  await seedUsage(ctx, [{ day: "2025-11-20", endpoint: "Nightly/Digest", owner: "ann@example.com" }]);
});
afterAll(() => ctx.close());

const count = (of: TestContext) => of.db.endpoint.count({ where: { organisationId: of.organisation.id } });

test("key and label name the same endpoint, however the label is written", async () => {
  const byLabel = await ensureEndpoint(ctx, " nightly/DIGEST ");
  expect(byLabel.label).toBe("Nightly/Digest");
  expect(await ensureEndpoint(ctx, byLabel.key)).toEqual(byLabel);
});

test("one that nobody knew is made once, also by two at a time", async () => {
  const here = await ctx.elsewhere();
  const [one, two] = await Promise.all([ensureEndpoint(here, "New/Job"), ensureEndpoint(here, "new/job")]);
  expect(one.id).toBe(two.id);
  expect(await count(here)).toBe(1);
  expect(await count(ctx)).toBe(1);
});

test("a name that is none is refused", async () => {
  for (const name of ["", "  ", "a\u0000b", "x".repeat(301)])
    await expect(ensureEndpoint(ctx, name)).rejects.toMatchObject({ code: "invalid" });
});

test("an owner reaches their own endpoint, and one that a person has given them, but makes none", async () => {
  const ann = ctx.as("owner", "ann@example.com");
  expect((await ensureEndpoint(ann, "nightly/digest")).label).toBe("Nightly/Digest");
  await expect(ensureEndpoint(ann, "unheard of")).rejects.toMatchObject({ code: "not_found" });
  const ben = ctx.as("owner", "ben@example.com");
  await expect(ensureEndpoint(ben, "nightly/digest")).rejects.toMatchObject({ code: "not_found" });
  const here = await ctx.elsewhere();
  const { id } = await ensureEndpoint(here, "fresh");
  await here.db.endpoint.update({ where: { id }, data: { ownerEdit: "Ben@example.com" } });
  expect((await ensureEndpoint(here.as("owner", "ben@example.com"), "fresh")).id).toBe(id);
});

test("finance starts no work", async () => {
  await expect(ensureEndpoint(ctx.as("finance"), "nightly/digest")).rejects.toMatchObject({
    code: "forbidden",
  });
});
