import { z } from "zod";
import { methods, route } from "@/app/_server/api";
import { readAttribution } from "@/lib/stages/ledger/attribution/read-attribution";
import { replaceAttribution } from "@/lib/stages/ledger/attribution/replace-attribution";
import { AttributionRule, ReplaceAttribution } from "@/lib/stages/ledger/model/rules";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary:
        "The rules that map a source's words to endpoint, owner, team and cost center, as they are read",
      permission: "attribution.read",
      answer: z.object({ rules: z.array(AttributionRule) }),
    },
    (ctx) => readAttribution(ctx),
  ),
  PUT: route(
    {
      summary: "Replaces all rules; every past figure follows at once",
      permission: "attribution.write",
      body: ReplaceAttribution,
      orText: "text/csv",
      answer: z.object({ rules: z.number().int() }),
    },
    (ctx, { body, text }) => replaceAttribution(ctx, text ?? body),
  ),
});
