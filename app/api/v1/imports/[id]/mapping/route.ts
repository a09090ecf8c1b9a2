import { z } from "zod";
import { methods, route } from "@/app/_server/api";
import { mapImport } from "@/lib/stages/imports/map-import";
import { MapImport } from "@/lib/stages/imports/model/import";
import { readImport } from "@/lib/stages/imports/read-import";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(
    {
      summary: "Says which column of an unknown file is what, and reads it",
      permission: "imports.write",
      body: MapImport.strict(),
      status: 202,
      answer: z.object({ id: z.string() }),
      find: (ctx, { id = "" }) => readImport(ctx, { importId: id }),
    },
    (ctx, { params, body }) => mapImport(ctx, { ...body, importId: params.id ?? "" }),
  ),
});
