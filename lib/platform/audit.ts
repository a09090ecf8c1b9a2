import type { Context } from "./context";
import type { PoolClient } from "./db";

type Detail = Record<string, string | number | boolean | null>;
type Who = Pick<Context, "organisation" | "actor" | "now">;

/** Call it inside the transaction of the change. `event` is `noun.past-tense`; detail holds ids and counts only. */
export async function audit(
  ctx: Who & Pick<Context, "db">,
  event: `${string}.${string}`,
  subject: string | number,
  detail: Detail = {},
): Promise<void> {
  await ctx.db.auditEntry.create({
    data: {
      organisationId: ctx.organisation.id,
      at: ctx.now(),
      actor: nameOf(ctx),
      event,
      subject: String(subject),
      detail,
    },
  });
}

/** The same inside a transaction of plain SQL. */
export async function auditOn(
  client: PoolClient,
  ctx: Who,
  entry: { event: `${string}.${string}`; subject: string | number; detail?: Detail },
): Promise<void> {
  await client.query(
    "insert into audit_entry (organisation_id, at, actor, event, subject, detail) values ($1, $2, $3, $4, $5, $6)",
    [
      ctx.organisation.id,
      ctx.now(),
      nameOf(ctx),
      entry.event,
      String(entry.subject),
      JSON.stringify(entry.detail ?? {}),
    ],
  );
}

function nameOf({ actor }: Who): string {
  return actor.kind === "system" ? "system" : `${actor.kind}:${actor.email ?? actor.name}`;
}
