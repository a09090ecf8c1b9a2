import type { Context } from "@/lib/platform/context";
import type { Seal } from "@/lib/platform/seal";
import type { Question } from "../model/question";

const PURPOSE = "question link";
type Linked = Pick<Question, "id" | "linkVersion" | "linkExpiresAt">;
export type Token = { id: string; version: number; expiresAt: Date };

/** `id.version.expiry.signature`: good for one question, one person and fourteen days. */
export function tokenOf(seal: Seal, question: Linked): string {
  const seconds = Math.floor(question.linkExpiresAt.getTime() / 1000);
  const text = `${question.id}.${question.linkVersion.toString(36)}.${seconds.toString(36)}`;
  return `${text}.${seal.sign(PURPOSE, text)}`;
}

export function linkOf(ctx: Pick<Context, "seal" | "post">, question: Linked): string {
  return `${ctx.post.address}/answer/${tokenOf(ctx.seal, question)}`;
}

/** Null unless every character is as it was written. Whether it has expired is for the reader to judge. */
export function readToken(seal: Seal, token: string): Token | null {
  const match = /^([a-z0-9]{1,60})\.([a-z0-9]{1,6})\.([a-z0-9]{1,10})\.([A-Za-z0-9_-]+)$/.exec(token);
  const [, id, version, seconds, signature] = match ?? [];
  if (!id || !version || !seconds || !signature) return null;
  if (!seal.isSigned(PURPOSE, `${id}.${version}.${seconds}`, signature)) return null;
  return {
    id,
    version: Number.parseInt(version, 36),
    expiresAt: new Date(Number.parseInt(seconds, 36) * 1000),
  };
}
