import type { Context } from "./context";

/** Call it inside the transaction of the change. `event` is `noun.past-tense`; detail holds ids and counts only. */
export async function audit(
  ctx: Pick<Context, "db" | "organisation" | "actor" | "now">,
  event: `${string}.${string}`,
  subject: string | number,
  detail: Record<string, string | number | boolean | null> = {},
): Promise<void> {
  await ctx.db.auditEntry.create({
    data: {
      organisationId: ctx.organisation.id,
      at: ctx.now(),
      actor:
        ctx.actor.kind === "system" ? "system" : `${ctx.actor.kind}:${ctx.actor.email ?? ctx.actor.name}`,
      event,
      subject: String(subject),
      detail,
    },
  });
}
