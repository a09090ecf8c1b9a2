import { afterAll, beforeAll, expect, test } from "vitest";
import { ROLES } from "@/lib/core/access";
import { type TestContext, testContext } from "@/lib/testing/context";
import { changeRole } from "./change-role";
import { createOrganisation } from "./create-organisation";
import { createUser } from "./create-user";
import { ensureDefaultOrganisation } from "./ensure-default-organisation";
import { findOrganisation, listOrganisations } from "./find-organisation";
import { listAudit } from "./list-audit";
import { listPeople } from "./list-people";
import { removeUser } from "./remove-user";
import { renameOrganisation } from "./rename-organisation";
import { savePreferences } from "./save-preferences";
import { findAccount } from "./sign-in/find-account";

let ctx: TestContext;
beforeAll(async () => {
  ctx = await testContext();
});
afterAll(() => ctx.close());

const events = async (ctx: TestContext) =>
  (await listAudit(ctx, { limit: 100 })).rows.map((row) => row.event);
const refusedWith = (code: string) => expect.objectContaining({ name: "AppError", code });

test("the default organisation exists once, however often it is ensured", async () => {
  const [first, second] = await Promise.all([ensureDefaultOrganisation(ctx), ensureDefaultOrganisation(ctx)]);
  expect(first.slug).toBe("default");
  expect(second.id).toBe(first.id);
});

test("an invited person is listed with their role, and the audit says so", async () => {
  await createUser(ctx, { email: "dana@example.com", role: "finance", name: "Dana" });
  const dana = (await listPeople(ctx)).find((person) => person.email === "dana@example.com");
  expect(dana).toMatchObject({ name: "Dana", role: "finance", lastSignIn: null });
  expect(await events(ctx)).toContain("user.invited");
  await expect(createUser(ctx, { email: "dana@example.com", role: "admin" })).rejects.toEqual(
    refusedWith("conflict"),
  );
});

test("a role can be changed, but never that of the only admin", async () => {
  const other = await ctx.elsewhere();
  const { id: admin } = await createUser(other, { email: "ada@example.com", role: "admin" });
  await expect(changeRole(other, { userId: admin, role: "owner" })).rejects.toEqual(refusedWith("refused"));
  await expect(removeUser(other, { userId: admin })).rejects.toEqual(refusedWith("refused"));
  const { id: second } = await createUser(other, { email: "bob@example.com", role: "manager" });
  await changeRole(other, { userId: second, role: "admin" });
  await changeRole(other, { userId: admin, role: "owner" });
  const roles = Object.fromEntries((await listPeople(other)).map((person) => [person.email, person.role]));
  expect(roles).toEqual({ "ada@example.com": "owner", "bob@example.com": "admin" });
  expect(await events(other)).toContain("user.role-changed");
});

test("two admins who remove each other at the same moment leave one", async () => {
  const other = await ctx.elsewhere();
  const { id: a } = await createUser(other, { email: "a@example.com", role: "admin" });
  const { id: b } = await createUser(other, { email: "b@example.com", role: "admin" });
  const results = await Promise.allSettled([
    removeUser(other, { userId: a }),
    removeUser(other, { userId: b }),
  ]);
  expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  expect(await listPeople(other)).toHaveLength(1);
});

test("who is removed is nobody here from the next request on", async () => {
  const { id } = await createUser(ctx, { email: "gone@example.com", role: "manager" });
  expect((await findAccount(ctx, id))?.memberships).toHaveLength(1);
  await removeUser(ctx, { userId: id });
  expect((await findAccount(ctx, id))?.memberships).toEqual([]);
  await expect(removeUser(ctx, { userId: id })).rejects.toEqual(refusedWith("not_found"));
});

test("people of one organisation are no business of another", async () => {
  const { id } = await createUser(ctx, { email: "ours@example.com", role: "owner" });
  const other = await ctx.elsewhere();
  await expect(changeRole(other, { userId: id, role: "admin" })).rejects.toEqual(refusedWith("not_found"));
  await expect(removeUser(other, { userId: id })).rejects.toEqual(refusedWith("not_found"));
  expect(await listPeople(other)).toEqual([]);
  expect(await events(other)).toEqual([]);
});

test("whoever makes an organisation is its admin; a name is taken once", async () => {
  const { id } = await createUser(ctx, { email: "maker@example.com", role: "admin" });
  const maker: TestContext = {
    ...ctx,
    actor: { kind: "user", id, name: "Maker", email: "maker@example.com", role: "admin" },
  };
  const made = await createOrganisation(maker, { name: "Larkspur Commerce" });
  expect(made.slug).toBe("larkspur-commerce");
  expect(await listPeople({ ...maker, organisation: made })).toMatchObject([
    { email: "maker@example.com", role: "admin" },
  ]);
  await expect(createOrganisation(maker, { name: "Larkspur  commerce" })).rejects.toEqual(
    refusedWith("conflict"),
  );
  await renameOrganisation({ ...maker, organisation: made }, { name: "Larkspur" });
  expect((await findOrganisation(ctx, "larkspur-commerce")).name).toBe("Larkspur");
  expect((await listOrganisations(ctx)).map((row) => row.slug)).toContain("larkspur-commerce");
});

test("the audit is read in pages, newest first, without gaps or repeats", async () => {
  const other = await ctx.elsewhere();
  for (let i = 0; i < 5; i++) await createUser(other, { email: `p${i}@example.com`, role: "owner" });
  const first = await listAudit(other, { limit: 2 });
  const second = await listAudit(other, { limit: 2, cursor: first.nextCursor ?? "" });
  const third = await listAudit(other, { limit: 2, cursor: second.nextCursor ?? "" });
  const subjects = [first, second, third].flatMap((page) => page.rows.map((row) => row.subject));
  expect(subjects).toEqual([4, 3, 2, 1, 0].map((i) => `p${i}@example.com`));
  expect(third.nextCursor).toBeNull();
});

test("preferences are a person's own", async () => {
  const { id } = await createUser(ctx, { email: "keys@example.com", role: "finance" });
  const person: TestContext = {
    ...ctx,
    actor: { kind: "user", id, name: "Keys", email: "keys@example.com", role: "finance" },
  };
  await savePreferences(person, { singleKeys: false });
  expect((await findAccount(ctx, id))?.preferences).toEqual({ singleKeys: false });
  const token: TestContext = {
    ...ctx,
    actor: { kind: "token", id: "t", name: "ci", email: null, role: "admin" },
  };
  await expect(savePreferences(token, { singleKeys: true })).rejects.toEqual(refusedWith("refused"));
});

test.each(ROLES.filter((role) => role !== "admin"))(
  "a %s may not touch people or organisations",
  async (role) => {
    const who = ctx.as(role);
    const attempts = [
      createUser(who, { email: "x@example.com", role: "admin" }),
      changeRole(who, { userId: "any", role: "admin" }),
      removeUser(who, { userId: "any" }),
      listPeople(who),
      createOrganisation(who, { name: "Mine" }),
      renameOrganisation(who, { name: "Mine" }),
      ...(role === "owner" ? [listAudit(who, { limit: 1 })] : []),
    ];
    for (const attempt of await Promise.allSettled(attempts))
      expect(attempt).toEqual({ status: "rejected", reason: refusedWith("forbidden") });
  },
);
