import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext } from "@/lib/testing/context";
import { createUser } from "../create-user";
import { listAudit } from "../list-audit";
import { removeUser } from "../remove-user";
import { authenticateToken } from "./authenticate-token";
import { createToken } from "./create-token";
import { listTokens } from "./list-tokens";
import { revokeToken } from "./revoke-token";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.close());

const refusedWith = (code: string) => expect.objectContaining({ name: "AppError", code });

test("a token opens its organisation with its role, and no text of it is kept", async () => {
  const { token } = await createToken(ctx, { name: "ci", role: "manager" });
  expect(token).toMatch(/^op_[A-Za-z0-9_-]{43}$/);
  const found = await authenticateToken(ctx, token);
  expect(found?.actor).toMatchObject({ kind: "token", name: "ci", role: "manager", email: null });
  expect(found?.organisation.id).toBe(ctx.organisation.id);
  const { rows } = await ctx.pool.query(
    "SELECT row_to_json(t)::text AS text FROM api_token t UNION ALL SELECT row_to_json(a)::text FROM audit_entry a",
  );
  expect(rows.length).toBeGreaterThan(1);
  for (const { text } of rows) expect(text).not.toContain(token.slice(8));
});

test("an owner's token owns by the address it acts for", async () => {
  const { token } = await createToken(ctx, { name: "owner", role: "owner", email: "dana@example.com" });
  expect((await authenticateToken(ctx, token))?.actor.email).toBe("dana@example.com");
});

test("a revoked token is nobody's from the next call on", async () => {
  const { token } = await createToken(ctx, { name: "old", role: "admin" });
  await createToken(ctx, { name: "old", role: "admin" });
  expect(await revokeToken(ctx, { name: "old" })).toEqual({ revoked: 2 });
  expect(await authenticateToken(ctx, token)).toBeNull();
  expect((await listTokens(ctx)).map((row) => row.name)).not.toContain("old");
  await expect(revokeToken(ctx, { name: "old" })).rejects.toEqual(refusedWith("not_found"));
  expect((await listAudit(ctx, { limit: 2 })).rows.map((row) => row.event)).toEqual([
    "token.revoked",
    "token.revoked",
  ]);
});

test("tokens that act for a person end with them", async () => {
  const { id } = await createUser(ctx, { email: "leaver@example.com", role: "owner" });
  const { token } = await createToken(ctx, { name: "leaver", role: "owner", email: "leaver@example.com" });
  await removeUser(ctx, { userId: id });
  expect(await authenticateToken(ctx, token)).toBeNull();
});

test.each([
  "",
  "op_",
  "op_wrong",
  `op_${"A".repeat(43)}`,
  `xx_${"A".repeat(43)}`,
  "op_' OR 1=1 --aaaaaaaaaaaaaaaa",
])("%j opens nothing", async (token) => {
  expect(await authenticateToken(ctx, token)).toBeNull();
});

test("its last use is noted, at most once a minute", async () => {
  const { token, id } = await createToken(ctx, { name: "used", role: "finance" });
  const usedAt = async () => (await listTokens(ctx)).find((row) => row.id === id)?.lastUsedAt?.toISOString();
  expect(await usedAt()).toBeUndefined();
  await authenticateToken(ctx, token);
  const at = ctx.now().getTime();
  await authenticateToken({ ...ctx, now: () => new Date(at + 59_000) }, token);
  expect(await usedAt()).toBe(new Date(at).toISOString());
  await authenticateToken({ ...ctx, now: () => new Date(at + 61_000) }, token);
  expect(await usedAt()).toBe(new Date(at + 61_000).toISOString());
});

test("tokens of one organisation are no business of another", async () => {
  const { id } = await createToken(ctx, { name: "private", role: "admin" });
  const other = await ctx.elsewhere();
  expect(await listTokens(other)).toEqual([]);
  await expect(revokeToken(other, { id })).rejects.toEqual(refusedWith("not_found"));
});

test.each(["manager", "owner", "finance"] as const)("a %s may not see or make tokens", async (role) => {
  const who = ctx.as(role);
  await expect(createToken(who, { name: "x", role: "admin" })).rejects.toEqual(refusedWith("forbidden"));
  await expect(revokeToken(who, { name: "ci" })).rejects.toEqual(refusedWith("forbidden"));
  await expect(listTokens(who)).rejects.toEqual(refusedWith("forbidden"));
});
