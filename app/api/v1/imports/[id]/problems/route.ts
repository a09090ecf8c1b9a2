import { z } from "zod";
import { methods, route } from "@/app/_server/api";
import { problemsFile } from "@/app/_server/bodies/problems-file";
import { readImport } from "@/lib/stages/imports/read-import";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "Every record that is not in, one JSON object a line, or as CSV",
      permission: "imports.read",
      query: z.object({ format: z.enum(["jsonl", "csv"]).default("jsonl") }),
      find: (ctx, { id = "" }) => readImport(ctx, { importId: id }),
    },
    async (ctx, { params, query }) => problemsFile(ctx, params.id ?? "", query.format),
  ),
});
