import { z } from "zod";
import { methods, route } from "@/app/_server/api";
import { announcedLength, bodyOf } from "@/app/_server/bodies/body";
import { authorise, reachOf } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { listImports } from "@/lib/stages/imports/list-imports";
import { IMPORT_KINDS, ListImports } from "@/lib/stages/imports/model/import";
import { ImportPage, toView } from "@/lib/stages/imports/model/view";
import { receiveImport } from "@/lib/stages/imports/receive-import";

const Upload = z.object({
  kind: z.enum(IMPORT_KINDS).default("usage"),
  format: z.string().min(1).max(100).default("auto"),
  filename: z.string().min(1).max(500).default("upload"),
  /** A name of its own for files that do not overlap with others of the same format. */
  source: z.string().trim().min(1).max(100).optional(),
  /** When the content was true; the later wins where files tell of the same calls. Default: now. */
  captured: z.iso.datetime({ offset: true }).optional(),
});

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    { summary: "Imports, newest first", permission: "imports.read", query: ListImports, answer: ImportPage },
    async (ctx, { query }) => {
      const { rows, nextCursor } = await listImports(ctx, query);
      return { rows: rows.map(toView), nextCursor };
    },
  ),
  POST: route(
    {
      summary: "Imports a file of any size, sent as the raw body",
      query: Upload,
      upload: "application/octet-stream",
      status: 202,
      answer: z.object({ id: z.string() }),
      find: mayImport,
    },
    (ctx, { query, request }) =>
      receiveImport(ctx, {
        kind: query.kind,
        format: query.format,
        filename: query.filename,
        ...(query.source !== undefined && { sourceName: query.source }),
        ...(query.captured !== undefined && { capturedAt: new Date(query.captured) }),
        body: bodyOf(request),
        bytesTotal: announcedLength(request),
      }),
  ),
});

/** Some roles import usage, some invoices; who may neither is refused before anything else is looked at. */
async function mayImport(ctx: Context): Promise<void> {
  if (reachOf(ctx.actor.role, "invoices.write") === null) authorise(ctx.actor, "imports.write");
}
