import { ROLES, type Role } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { Context, Organisation } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { DEFAULT_ORGANISATION, type Person, Preferences } from "../model";

export type Membership = { organisation: Organisation; role: Role };
export type Account = { id: string; email: string; name: string | null; preferences: Preferences };

/** The column is text: a word that is no role of ours opens nothing. */
export function roleOf(text: string): Role {
  const role = ROLES.find((role) => role === text);
  if (!role) throw new AppError("forbidden", "Your role is not known to this version of Offpeak.");
  return role;
}

const organisationOf = (row: Organisation): Organisation => ({
  id: row.id,
  slug: row.slug,
  name: row.name,
  isSample: row.isSample,
});

export async function saveDefaultOrganisation(db: Db): Promise<Organisation> {
  const { slug } = DEFAULT_ORGANISATION;
  const row = await db.organisation.upsert({ where: { slug }, create: DEFAULT_ORGANISATION, update: {} });
  return organisationOf(row);
}

export async function findOrganisation(db: Db, slug: string): Promise<Organisation | null> {
  const row = await db.organisation.findUnique({ where: { slug } });
  return row && organisationOf(row);
}

/** Every organisation, oldest first: for the worker, which serves them all. */
export async function loadOrganisations(db: Db): Promise<Organisation[]> {
  return (await db.organisation.findMany({ orderBy: { id: "asc" } })).map(organisationOf);
}

export async function saveOrganisation(
  db: Db,
  data: { slug: string; name: string; isSample: boolean },
): Promise<Organisation> {
  return organisationOf(await db.organisation.create({ data }));
}

export async function saveOrganisationName(ctx: Context, name: string): Promise<void> {
  await ctx.db.organisation.update({ where: { id: ctx.organisation.id }, data: { name } });
}

export async function loadAccount(
  db: Db,
  userId: string,
): Promise<(Account & { memberships: Membership[] }) | null> {
  const user = await db.user.findUnique({
    where: { id: userId },
    include: { memberships: { include: { organisation: true }, orderBy: { organisationId: "asc" } } },
  });
  if (!user) return null;
  return {
    id: user.id,
    email: user.email,
    name: user.name,
    preferences: Preferences.parse(user.preferences),
    memberships: [...user.memberships].sort(withUsageFirst).map((row) => ({
      organisation: organisationOf(row.organisation),
      role: roleOf(row.role),
    })),
  };
}

type InOrganisation = { organisation: { ledgerVersion: bigint } };

/** Who has not chosen an organisation yet lands where there is something to see: the sample, while their own is empty. */
function withUsageFirst(a: InOrganisation, b: InOrganisation): number {
  return Number(b.organisation.ledgerVersion > 0n) - Number(a.organisation.ledgerVersion > 0n);
}

export async function findUserByEmail(db: Db, email: string) {
  return db.user.findUnique({
    where: { email },
    include: { memberships: { select: { organisationId: true, role: true } } },
  });
}

export async function saveUser(db: Db, email: string, name?: string): Promise<{ id: string }> {
  return db.user.upsert({
    where: { email },
    create: { email, name: name ?? null },
    update: {},
    select: { id: true },
  });
}

export async function savePreferences(db: Db, userId: string, preferences: Preferences): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { preferences } });
}

export async function saveMembership(
  db: Db,
  organisationId: number,
  userId: string,
  role: Role,
): Promise<void> {
  await db.membership.create({ data: { organisationId, userId, role } });
}

export async function saveRole(ctx: Context, userId: string, role: Role): Promise<void> {
  await ctx.db.membership.update({
    where: { organisationId_userId: { organisationId: ctx.organisation.id, userId } },
    data: { role },
  });
}

export async function removeMembership(ctx: Context, userId: string): Promise<void> {
  await ctx.db.membership.delete({
    where: { organisationId_userId: { organisationId: ctx.organisation.id, userId } },
  });
}

export async function loadPerson(
  ctx: Context,
  userId: string,
): Promise<{ email: string; role: Role } | null> {
  const row = await ctx.db.membership.findUnique({
    where: { organisationId_userId: { organisationId: ctx.organisation.id, userId } },
    include: { user: { select: { email: true } } },
  });
  return row && { email: row.user.email, role: roleOf(row.role) };
}

/** Takes the rows of all admins, so that two admins cannot remove each other at the same moment. */
export async function countOtherAdmins(ctx: Context, userId: string): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ user_id: string }[]>`
    SELECT user_id FROM membership
    WHERE organisation_id = ${ctx.organisation.id} AND role = 'admin' ORDER BY user_id FOR UPDATE`;
  return rows.filter((row) => row.user_id !== userId).length;
}

/** Whoever became an admin of the default organisation first. */
export async function findFirstAdmin(db: Db): Promise<{ id: string; email: string } | null> {
  const row = await db.membership.findFirst({
    where: { role: "admin", organisation: { slug: DEFAULT_ORGANISATION.slug } },
    orderBy: [{ createdAt: "asc" }, { userId: "asc" }],
    include: { user: { select: { id: true, email: true } } },
  });
  return row?.user ?? null;
}

/** The people of the sample are nobody's way in: with them alone the installation still has nobody. */
export async function countUsers(db: Db): Promise<number> {
  return db.membership.count({ where: { organisation: { isSample: false } } });
}

/** The audit knows when somebody last came in. */
export async function loadPeople(ctx: Context): Promise<Person[]> {
  const { rows } = await ctx.pool.query(
    `SELECT u.id, u.email, u.name, m.role,
       (SELECT max(a.at) FROM audit_entry a
        WHERE a.organisation_id = m.organisation_id AND a.event = 'user.signed-in' AND a.subject = u.email) AS last_sign_in
     FROM membership m JOIN app_user u ON u.id = m.user_id
     WHERE m.organisation_id = $1 ORDER BY u.email`,
    [ctx.organisation.id],
  );
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    name: row.name,
    role: roleOf(row.role),
    lastSignIn: row.last_sign_in,
  }));
}
