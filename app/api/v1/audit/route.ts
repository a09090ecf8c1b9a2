import { z } from "zod";
import { methods, route } from "@/app/_server/api";
import { listAudit } from "@/lib/stages/people/list-audit";
import { ListAudit } from "@/lib/stages/people/model";

const AuditPage = z.object({
  rows: z.array(
    z.object({
      id: z.string(),
      at: z.iso.datetime(),
      actor: z.string(),
      event: z.string(),
      subject: z.string(),
      detail: z.record(z.string(), z.unknown()),
    }),
  ),
  nextCursor: z.string().nullable(),
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "Who changed what, newest first",
      permission: "audit.read",
      query: ListAudit,
      answer: AuditPage,
    },
    (ctx, { query }) => listAudit(ctx, query),
  ),
});
