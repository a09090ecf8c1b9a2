import type { Context, Organisation } from "@/lib/platform/context";
import type { Db } from "@/lib/platform/db";
import { nameOf } from "@/lib/stages/people/model";
import { Prisma } from "@/prisma/generated/client";
import type { Question, QuestionCause, QuestionStatus } from "../model/question";

type Row = Omit<Question, "ownerName"> & { knownName: string | null };

const QUESTIONS = Prisma.sql`select q.id, q.endpoint_id as "endpointId", e.key, e.label as endpoint, q.status, q.cause,
  q.owner_email as owner, q.owner_then as "ownerThen", q.asked_by_email as "askedByEmail",
  q.asked_by_name as "askedByName", q.asked_at as "askedAt", q.due_at as "dueAt", q.link_version as "linkVersion",
  q.link_expires_at as "linkExpiresAt", q.forwarded_by as "forwardedBy", q.reminders_sent as "remindersSent",
  q.next_reminder_at as "nextReminderAt", q.version, q.closed_at as "closedAt",
  (select u.name from app_user u join membership m on m.user_id = u.id and m.organisation_id = q.organisation_id
   where u.email = q.owner_email) as "knownName"
  from question q join endpoint e on e.id = q.endpoint_id`;

async function select(db: Db, rest: Prisma.Sql): Promise<Question[]> {
  const rows = await db.$queryRaw<Row[]>`${QUESTIONS} ${rest}`;
  return rows.map(({ knownName, ...row }) => ({ ...row, ownerName: knownName ?? nameOf(row.owner) }));
}

export async function findQuestion(ctx: Context, id: string): Promise<Question | null> {
  const [row] = await select(
    ctx.db,
    Prisma.sql`where q.organisation_id = ${ctx.organisation.id} and q.id = ${id}`,
  );
  return row ?? null;
}

/** Whose question it is, before anybody has said who they are. */
export async function findHome(db: Db, id: string): Promise<Organisation | null> {
  const row = await db.question.findUnique({ where: { id }, select: { organisationId: true } });
  if (!row) return null;
  const home = await db.organisation.findUniqueOrThrow({ where: { id: row.organisationId } });
  return { id: home.id, slug: home.slug, name: home.name, isSample: home.isSample };
}

type Listed = {
  owner: string | null;
  status: QuestionStatus | undefined;
  endpoint: string | undefined;
  after: { askedAt: string; id: string } | null;
  limit: number;
};

/** Newest first, one more than asked for. */
export async function loadQuestions(ctx: Context, listed: Listed): Promise<Question[]> {
  const { owner, status, endpoint, after, limit } = listed;
  const conditions = [
    Prisma.sql`q.organisation_id = ${ctx.organisation.id}`,
    ...(owner === null ? [] : [Prisma.sql`lower(q.owner_email) = ${owner}`]),
    ...(status ? [Prisma.sql`q.status = ${status}`] : []),
    ...(endpoint ? [Prisma.sql`(e.key = ${endpoint} or lower(e.label) = lower(${endpoint}))`] : []),
    ...(after ? [Prisma.sql`(q.asked_at, q.id) < (${after.askedAt}::timestamptz, ${after.id})`] : []),
  ];
  return select(
    ctx.db,
    Prisma.sql`where ${Prisma.join(conditions, " and ")} order by q.asked_at desc, q.id desc limit ${limit + 1}`,
  );
}

export async function loadOpen(ctx: Context, endpointIds: number[]): Promise<Map<number, string>> {
  const rows = await ctx.db.question.findMany({
    where: { organisationId: ctx.organisation.id, status: "open", endpointId: { in: endpointIds } },
    select: { id: true, endpointId: true },
  });
  return new Map(rows.map((row) => [row.endpointId, row.id]));
}

export type NewQuestion = {
  id: string;
  endpointId: number;
  cause: QuestionCause;
  owner: string;
  askedByEmail: string | null;
  askedByName: string;
  askedAt: Date;
  dueAt: Date | null;
  linkExpiresAt: Date;
  nextReminderAt: Date | null;
};

/** False when another question about the endpoint is open: of two who ask at once, one does. */
export async function saveQuestion(ctx: Context, question: NewQuestion): Promise<boolean> {
  const { owner, ...rest } = question;
  const { count } = await ctx.db.question.createMany({
    data: [
      {
        ...rest,
        organisationId: ctx.organisation.id,
        status: "open",
        ownerEmail: owner,
        ownerThen: owner,
      },
    ],
    skipDuplicates: true,
  });
  return count === 1;
}

/** False when another answer came first. */
export async function closeAnswered(ctx: Context, id: string, seen: number): Promise<boolean> {
  const { count } = await ctx.db.question.updateMany({
    where: { organisationId: ctx.organisation.id, id, version: seen, status: { not: "cancelled" } },
    data: { status: "answered", version: { increment: 1 }, nextReminderAt: null, closedAt: ctx.now() },
  });
  return count === 1;
}

export async function saveCancelled(ctx: Context, id: string): Promise<boolean> {
  const { count } = await ctx.db.question.updateMany({
    where: { organisationId: ctx.organisation.id, id, status: "open" },
    data: { status: "cancelled", nextReminderAt: null, closedAt: ctx.now() },
  });
  return count === 1;
}

export async function saveForward(
  ctx: Context,
  question: Pick<Question, "id" | "linkVersion" | "owner">,
  to: { owner: string; linkExpiresAt: Date; nextReminderAt: Date | null },
): Promise<boolean> {
  const { count } = await ctx.db.question.updateMany({
    where: {
      organisationId: ctx.organisation.id,
      id: question.id,
      status: "open",
      linkVersion: question.linkVersion,
    },
    data: {
      ownerEmail: to.owner,
      forwardedBy: question.owner,
      linkVersion: { increment: 1 },
      linkExpiresAt: to.linkExpiresAt,
      remindersSent: 0,
      nextReminderAt: to.nextReminderAt,
    },
  });
  return count === 1;
}

export async function saveLinkExpiry(ctx: Context, id: string, linkExpiresAt: Date): Promise<void> {
  await ctx.db.question.updateMany({
    where: { organisationId: ctx.organisation.id, id },
    data: { linkExpiresAt },
  });
}

export async function loadDue(ctx: Context): Promise<Question[]> {
  return select(
    ctx.db,
    Prisma.sql`where q.organisation_id = ${ctx.organisation.id} and q.status = 'open'
      and q.next_reminder_at <= ${ctx.now()} order by q.next_reminder_at limit 500`,
  );
}

/** Somebody who may speak to owners, where nobody with an address has asked; managers before admins. */
export async function findManagerEmail(ctx: Context): Promise<string | null> {
  const rows = await ctx.db.membership.findMany({
    where: { organisationId: ctx.organisation.id, role: { in: ["manager", "admin"] } },
    select: { user: { select: { email: true } } },
    orderBy: [{ role: "desc" }, { createdAt: "asc" }],
    take: 1,
  });
  return rows[0]?.user.email ?? null;
}

/** False when another worker has just reminded. */
export async function saveReminded(
  ctx: Context,
  question: Pick<Question, "id" | "remindersSent">,
  next: { nextReminderAt: Date | null; linkExpiresAt: Date },
): Promise<boolean> {
  const { count } = await ctx.db.question.updateMany({
    where: {
      organisationId: ctx.organisation.id,
      id: question.id,
      status: "open",
      remindersSent: question.remindersSent,
      nextReminderAt: { lte: ctx.now() },
    },
    data: { ...next, remindersSent: { increment: 1 } },
  });
  return count === 1;
}
