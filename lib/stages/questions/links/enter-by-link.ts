import type { Context, Organisation } from "@/lib/platform/context";
import { findFigure } from "../find-figures";
import type { Question } from "../model/question";
import { findHome, findQuestion } from "../store/questions";
import { readToken } from "./question-link";

/** What is at hand for somebody who has no account: the link says who they are. */
export type Outside = Omit<Context, "actor" | "organisation">;

export type Entry =
  | { kind: "in"; ctx: Context; question: Question }
  | { kind: "expired" | "forwarded" | "moved" | "cancelled"; ctx: Context; question: Question }
  | { kind: "unknown" };

/** Who holds the link is the owner it was written for, for this question and no other. Changes nothing. */
export async function enterByLink(outside: Outside, token: string): Promise<Entry> {
  const read = readToken(outside.seal, token);
  const organisation = read && (await findHome(outside.db, read.id));
  if (!organisation) return { kind: "unknown" };
  const ctx = contextOf(outside, organisation, { id: read.id, email: null });
  const question = await findQuestion(ctx, read.id);
  if (!question) return { kind: "unknown" };
  const own = contextOf(outside, organisation, {
    id: read.id,
    email: question.owner,
    name: question.ownerName,
  });
  if (question.status === "cancelled") return { kind: "cancelled", ctx: own, question };
  if (read.version !== question.linkVersion) return { kind: "forwarded", ctx: own, question };
  if (read.expiresAt <= ctx.now()) return { kind: "expired", ctx: own, question };
  if (await hasMoved(own, question)) return { kind: "moved", ctx: own, question };
  return { kind: "in", ctx: own, question };
}

function contextOf(
  outside: Outside,
  organisation: Organisation,
  who: { id: string; email: string | null; name?: string },
): Context {
  const email = who.email ?? "";
  const actor = {
    kind: "user",
    id: `link:${who.id}`,
    name: who.name ?? email,
    email,
    role: "owner",
  } as const;
  return { ...outside, organisation, actor };
}

/**
 * True when somebody else owns the endpoint by now, or nobody. A person it was passed to need not own it yet; and an
 * endpoint without usage of late says nothing about its owner.
 */
export async function hasMoved(ctx: Context, question: Question): Promise<boolean> {
  if (question.forwardedBy !== null) return false;
  const { row } = await findFigure(ctx, question.key);
  if (!row) return false;
  return (row.owner ?? "").toLowerCase() !== question.ownerThen.toLowerCase();
}
