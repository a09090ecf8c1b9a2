import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { type Page, pageOf, readCursor } from "@/lib/core/paging";
import type { Context } from "@/lib/platform/context";
import type { AuditRow, ListAudit } from "./model";
import { loadAudit } from "./store/audit";

const Position = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** Newest first. */
export async function listAudit(ctx: Context, input: ListAudit): Promise<Page<AuditRow>> {
  authorise(ctx.actor, "audit.read");
  const position = readCursor(input.cursor, Position);
  const rows = await loadAudit(ctx, position ? BigInt(position[0]) : null, input.limit);
  return pageOf(rows, input.limit, (row) => [row.id]);
}
