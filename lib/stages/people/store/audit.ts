import type { Context } from "@/lib/platform/context";
import type { AuditRow } from "../model";

/** Newest first, one more than asked, so that the caller knows of a next page. */
export async function loadAudit(ctx: Context, before: bigint | null, limit: number): Promise<AuditRow[]> {
  const rows = await ctx.db.auditEntry.findMany({
    where: { organisationId: ctx.organisation.id, ...(before !== null && { id: { lt: before } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  return rows.map((row) => ({
    id: row.id.toString(),
    at: row.at,
    actor: row.actor,
    event: row.event,
    subject: row.subject,
    detail:
      row.detail !== null && typeof row.detail === "object" && !Array.isArray(row.detail) ? row.detail : {},
  }));
}
