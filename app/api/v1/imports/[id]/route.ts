import { z } from "zod";
import { methods, route } from "@/app/_server/api";
import { ImportView, toView } from "@/lib/stages/imports/model/view";
import { readImport } from "@/lib/stages/imports/read-import";
import { takeBackImport } from "@/lib/stages/imports/take-back-import";

const ofPath = ({ id = "" }: Record<string, string>) => ({ importId: id });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "One import: its state, rows, problems and what of it counts",
      permission: "imports.read",
      answer: ImportView,
    },
    async (ctx, { params }) => toView(await readImport(ctx, ofPath(params))),
  ),
  DELETE: route(
    {
      summary: "Takes an import back out of every figure, in any state",
      permission: "imports.write",
      status: 202,
      answer: z.object({ id: z.string() }),
    },
    (ctx, { params }) => takeBackImport(ctx, ofPath(params)),
  ),
});
