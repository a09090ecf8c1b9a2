import { ANSWERS } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { Prisma, type Answer as Row } from "@/prisma/generated/client";
import { Checks, WAITING } from "../model/answer";
import { ANSWER_ROUTES, type KeptAnswer } from "../model/question";
import { Scope } from "../model/scope";

/** Columns are text and JSON: a word of another version of ours is left out, not guessed. */
function answerOf(row: Row): KeptAnswer {
  const answer = ANSWERS.find((word) => word === row.answer);
  if (!answer) throw new Error(`answer ${row.id} is of a kind that is not known here`);
  const { organisationId: _, ...rest } = row;
  return {
    ...rest,
    id: row.id.toString(),
    answer,
    scope: Scope.nullable().catch(null).parse(row.scope),
    checks: Checks.catch({}).parse(row.checks),
    whoWaits: WAITING.find((word) => word === row.whoWaits) ?? null,
    via: ANSWER_ROUTES.find((word) => word === row.via) ?? "page",
  };
}

export type NewAnswer = Omit<KeptAnswer, "id" | "endedAt" | "endedBy">;

export async function saveAnswer(ctx: Context, answer: NewAnswer): Promise<KeptAnswer> {
  const { scope, ...rest } = answer;
  const row = await ctx.db.answer.create({
    data: { ...rest, organisationId: ctx.organisation.id, scope: scope ?? Prisma.DbNull },
  });
  return answerOf(row);
}

/** The latest of each endpoint; of all endpoints when none are named. */
export async function loadLatest(ctx: Context, endpointIds?: number[]): Promise<Map<number, KeptAnswer>> {
  const rows = await ctx.db.answer.findMany({
    where: { organisationId: ctx.organisation.id, ...(endpointIds && { endpointId: { in: endpointIds } }) },
    distinct: ["endpointId"],
    orderBy: [{ endpointId: "asc" }, { id: "desc" }],
  });
  return new Map(rows.map((row) => [row.endpointId, answerOf(row)]));
}

/** Newest first. */
export async function loadHistory(ctx: Context, endpointId: number): Promise<KeptAnswer[]> {
  const rows = await ctx.db.answer.findMany({
    where: { organisationId: ctx.organisation.id, endpointId },
    orderBy: { id: "desc" },
    take: 50,
  });
  return rows.map(answerOf);
}

/** False when it was ended already. */
export async function saveEnded(ctx: Context, id: string, by: "expired" | "drift"): Promise<boolean> {
  const { count } = await ctx.db.answer.updateMany({
    where: { organisationId: ctx.organisation.id, id: BigInt(id), endedAt: null },
    data: { endedAt: ctx.now(), endedBy: by },
  });
  return count === 1;
}
