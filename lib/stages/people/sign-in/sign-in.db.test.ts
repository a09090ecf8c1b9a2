import { afterAll, beforeAll, expect, test } from "vitest";
import { SYSTEM } from "@/lib/core/access";
import { type TestContext, testContext } from "@/lib/testing/context";
import { createUser } from "../create-user";
import { listAudit } from "../list-audit";
import { removeUser } from "../remove-user";
import { createSignInLink } from "./create-sign-in-link";
import { findInvited } from "./find-account";
import { FIRST_ADMIN, firstSignInLink } from "./first-sign-in-link";
import { readSignInLink, redeemSignInLink } from "./redeem-sign-in-link";
import { requestSignInLink } from "./request-sign-in-link";
import { countFailedEntry, forgetOldEntries } from "./slow-failures";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.close());

const refusedWith = (code: string) => expect.objectContaining({ name: "AppError", code });
const later = (minutes: number) => ({
  ...ctx,
  now: () => new Date(ctx.now().getTime() + minutes * 60_000),
});

test("the first link makes the first admin; once somebody exists there is none unless asked", async () => {
  const installation = await testContext();
  try {
    const system = { ...installation, actor: SYSTEM };
    const first = await firstSignInLink(system, { onlyWhenEmpty: true });
    expect(first?.email).toBe(FIRST_ADMIN);
    expect(await firstSignInLink(system, { onlyWhenEmpty: true })).toBeNull();
    expect((await firstSignInLink(system, {}))?.email).toBe(FIRST_ADMIN);
    await expect(firstSignInLink(system, { email: "nobody@example.com" })).rejects.toEqual(
      refusedWith("not_found"),
    );
    const { userId } = await redeemSignInLink(installation, first?.token ?? "");
    expect(userId).not.toBe("");
  } finally {
    await installation.close();
  }
});

test("a link signs in once; looking at it does not use it up", async () => {
  await createUser(ctx, { email: "once@example.com", role: "owner" });
  const { token } = await createSignInLink(ctx, { email: "once@example.com" });
  expect(await readSignInLink(ctx, token)).toEqual({ email: "once@example.com" });
  expect(await readSignInLink(ctx, token)).toEqual({ email: "once@example.com" });
  expect(await redeemSignInLink(ctx, token)).toMatchObject({ email: "once@example.com" });
  expect(await readSignInLink(ctx, token)).toBeNull();
  await expect(redeemSignInLink(ctx, token)).rejects.toEqual(refusedWith("unauthenticated"));
  expect((await listAudit(ctx, { limit: 1 })).rows[0]).toMatchObject({
    event: "user.signed-in",
    subject: "once@example.com",
  });
});

test("of two that press the button at once, one comes in", async () => {
  await createUser(ctx, { email: "race@example.com", role: "owner" });
  const { token } = await createSignInLink(ctx, { email: "race@example.com" });
  const results = await Promise.allSettled([redeemSignInLink(ctx, token), redeemSignInLink(ctx, token)]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
});

test("a link ends after fifteen minutes", async () => {
  await createUser(ctx, { email: "late@example.com", role: "owner" });
  const { token } = await createSignInLink(ctx, { email: "late@example.com" });
  expect(await readSignInLink(later(14), token)).not.toBeNull();
  expect(await readSignInLink(later(16), token)).toBeNull();
  await expect(redeemSignInLink(later(16), token)).rejects.toEqual(refusedWith("unauthenticated"));
});

test("the link of somebody who was removed is worth nothing", async () => {
  const { id } = await createUser(ctx, { email: "removed@example.com", role: "owner" });
  const { token } = await createSignInLink(ctx, { email: "removed@example.com" });
  await removeUser(ctx, { userId: id });
  await expect(redeemSignInLink(ctx, token)).rejects.toEqual(refusedWith("unauthenticated"));
});

test("an admin cannot enter another organisation by a link for somebody of both", async () => {
  const other = await ctx.elsewhere();
  await createUser(ctx, { email: "both@example.com", role: "owner" });
  await createUser(other, { email: "both@example.com", role: "admin" });
  await expect(createSignInLink(ctx, { email: "both@example.com" })).rejects.toEqual(refusedWith("refused"));
  await createUser(other, { email: "theirs@example.com", role: "owner" });
  await expect(createSignInLink(ctx, { email: "theirs@example.com" })).rejects.toEqual(
    refusedWith("not_found"),
  );
});

test("mail goes to the invited alone", async () => {
  await createUser(ctx, { email: "mail@example.com", role: "finance" });
  expect((await requestSignInLink(ctx, { email: "mail@example.com" }))?.email).toBe("mail@example.com");
  expect(await requestSignInLink(ctx, { email: "stranger@example.com" })).toBeNull();
  expect(await findInvited(ctx, " MAIL@example.com ")).not.toBeNull();
  expect(await findInvited(ctx, "stranger@example.com")).toBeNull();
});

test("failures are counted per address and minute, and forgotten", async () => {
  for (let i = 0; i < 10; i++) expect(await countFailedEntry(ctx, "192.0.2.1")).toEqual({ waitMs: 0 });
  expect(await countFailedEntry(ctx, "192.0.2.1")).toEqual({ waitMs: 100 });
  expect(await countFailedEntry(ctx, "192.0.2.2")).toEqual({ waitMs: 0 });
  for (let i = 11; i < 60; i++) await countFailedEntry(ctx, "192.0.2.1");
  await expect(countFailedEntry(ctx, "192.0.2.1")).rejects.toEqual(refusedWith("rate_limited"));
  expect(await countFailedEntry(later(2), "192.0.2.1")).toEqual({ waitMs: 0 });
  await forgetOldEntries(later(120));
  const { rows } = await ctx.pool.query("SELECT count(*)::int AS left FROM failed_entry");
  expect(rows).toEqual([{ left: 0 }]);
});

test.each(["manager", "owner", "finance"] as const)("a %s may not make links for others", async (role) => {
  await expect(createSignInLink(ctx.as(role), { email: "once@example.com" })).rejects.toEqual(
    refusedWith("forbidden"),
  );
  await expect(firstSignInLink(ctx.as(role), {})).rejects.toEqual(refusedWith("forbidden"));
});
