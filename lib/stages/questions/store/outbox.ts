import type { Context } from "@/lib/platform/context";
import type { OutboxRow } from "../model/asking/outbox";
import type { MessageKind } from "../model/messages/letter";

type NewMessage = {
  questionId: string;
  channel: "mail" | "slack";
  kind: MessageKind;
  recipient: string;
  linkVersion: number;
};

export async function saveMessage(ctx: Context, message: NewMessage): Promise<{ id: string }> {
  return ctx.db.outboxMessage.create({
    data: { ...message, organisationId: ctx.organisation.id, state: "queued", createdAt: ctx.now() },
    select: { id: true },
  });
}

export async function findMessage(ctx: Context, id: string) {
  return ctx.db.outboxMessage.findFirst({ where: { organisationId: ctx.organisation.id, id } });
}

/** Takes a message that is due, for one worker; null when it is not, or another has it. */
export async function claimMessage(ctx: Context, id: string, leaseUntil: Date) {
  const now = ctx.now();
  const { count } = await ctx.db.outboxMessage.updateMany({
    where: {
      organisationId: ctx.organisation.id,
      id,
      state: "queued",
      OR: [{ nextTryAt: null }, { nextTryAt: { lte: now } }],
    },
    data: { attempts: { increment: 1 }, nextTryAt: leaseUntil },
  });
  return count === 1 ? findMessage(ctx, id) : null;
}

type Result =
  | { state: "sent"; sentAt: Date; problem: null }
  | { state: "failed" | "dropped"; problem: string }
  | { state: "queued"; problem: string; nextTryAt: Date | null; attempts?: number };

export async function saveResult(ctx: Context, id: string, result: Result): Promise<void> {
  await ctx.db.outboxMessage.updateMany({ where: { organisationId: ctx.organisation.id, id }, data: result });
}

/** A message that was given up, queued once more. False when there is none. */
export async function requeueMessage(ctx: Context, id: string): Promise<boolean> {
  const { count } = await ctx.db.outboxMessage.updateMany({
    where: { organisationId: ctx.organisation.id, id, state: { in: ["failed", "queued"] } },
    data: { state: "queued", attempts: 0, nextTryAt: null, problem: null },
  });
  return count === 1;
}

/** Messages that wait although they are due: they came while there was no mail server. */
export async function loadWaiting(ctx: Context): Promise<string[]> {
  const rows = await ctx.db.outboxMessage.findMany({
    where: {
      organisationId: ctx.organisation.id,
      state: "queued",
      OR: [{ nextTryAt: null }, { nextTryAt: { lte: ctx.now() } }],
    },
    select: { id: true },
    orderBy: { createdAt: "asc" },
    take: 1000,
  });
  return rows.map((row) => row.id);
}

/** When the last one of a kind was queued for a question. */
export async function lastQueued(ctx: Context, questionId: string): Promise<Date | null> {
  const row = await ctx.db.outboxMessage.findFirst({
    where: { organisationId: ctx.organisation.id, questionId, channel: "mail", kind: { not: "answered" } },
    orderBy: { createdAt: "desc" },
    select: { createdAt: true },
  });
  return row?.createdAt ?? null;
}

/** What became of the last message to the owner of each question. */
export async function loadDeliveries(ctx: Context, questionIds: string[]) {
  const rows = await ctx.db.outboxMessage.findMany({
    where: {
      organisationId: ctx.organisation.id,
      questionId: { in: questionIds },
      channel: "mail",
      kind: { in: ["question", "reminder"] },
    },
    distinct: ["questionId"],
    orderBy: [{ questionId: "asc" }, { createdAt: "desc" }],
  });
  return new Map(
    rows.map((row) => [
      row.questionId,
      { channel: row.channel, state: row.state, problem: row.problem, at: row.sentAt ?? row.createdAt },
    ]),
  );
}

/** Newest first, one more than asked for. */
export async function loadMessages(
  ctx: Context,
  { limit, after }: { limit: number; after: { createdAt: string; id: string } | null },
): Promise<Omit<OutboxRow, "link">[]> {
  const { rows } = await ctx.pool.query<Omit<OutboxRow, "link">>(
    `select m.id, m.channel, m.kind, m.recipient, m.state, m.attempts, m.next_try_at as "nextTryAt", m.problem,
       m.created_at as "createdAt", m.sent_at as "sentAt", m.question_id as "questionId", e.label as endpoint
     from outbox_message m join question q on q.id = m.question_id join endpoint e on e.id = q.endpoint_id
     where m.organisation_id = $1 and ($2::timestamptz is null or (m.created_at, m.id) < ($2, $3))
     order by m.created_at desc, m.id desc limit $4`,
    [ctx.organisation.id, after?.createdAt ?? null, after?.id ?? "", limit + 1],
  );
  return rows;
}
