import { z } from "zod";
import { methods, route } from "@/app/_server/api";
import { csvName, spendCsv } from "@/lib/stages/spend/model/csv";
import { MAX_ROWS, queryOf, SpendParameters } from "@/lib/stages/spend/model/query";
import { SpendView, spendView } from "@/lib/stages/spend/model/view";
import { readSpend } from "@/lib/stages/spend/read-spend";

const Query = SpendParameters.extend({ format: z.enum(["json", "csv"]).default("json") });

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "Ranked spend by any dimension, as JSON or CSV",
      permission: "spend.read",
      query: Query,
      answer: SpendView,
    },
    async (ctx, { query: { format, ...given } }) => {
      const limit = format === "csv" ? MAX_ROWS : 500;
      const page = await readSpend(ctx, queryOf(given, { limit, trend: false }));
      if (format === "json") return spendView(page);
      return new Response(spendCsv(page), {
        headers: {
          "content-type": "text/csv; charset=utf-8",
          "content-disposition": `attachment; filename="${csvName(page)}"`,
          "cache-control": "no-store",
        },
      });
    },
  ),
});
