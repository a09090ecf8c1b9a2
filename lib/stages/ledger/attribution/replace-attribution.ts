import { authorise } from "@/lib/core/access";
import { invalid } from "@/lib/core/errors";
import { auditOn } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { parseTable } from "../model/csv";
import { ReplaceAttribution, rulesOfTable } from "../model/rules";
import { replaceRules } from "../store/attribution";
import { changeAttribution } from "./change-attribution";

/** Replaces all rules, given as parsed JSON or as the text of a CSV table. Every past figure follows at once. */
export async function replaceAttribution(
  ctx: Context,
  input: ReplaceAttribution | string,
): Promise<{ rules: number }> {
  authorise(ctx.actor, "attribution.write");
  const rules = typeof input === "string" ? rulesOfCsv(input) : input;
  return changeAttribution(ctx, async (client) => {
    await replaceRules(client, ctx.organisation.id, rules);
    await auditOn(client, ctx, {
      event: "attribution.replaced",
      subject: ctx.organisation.id,
      detail: { rules: rules.length },
    });
    return { rules: rules.length };
  });
}

function rulesOfCsv(text: string): ReplaceAttribution {
  const found = rulesOfTable(parseTable(text));
  if ("unknown" in found)
    throw invalid(`There is no column "${found.unknown.slice(0, 100)}" in the mapping.`, {
      [found.unknown.slice(0, 100)]: "Unknown column.",
    });
  const parsed = ReplaceAttribution.safeParse(found.rules);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const [place] = issue?.path ?? [];
  // The heading is line 1.
  const line = typeof place === "number" ? `Line ${place + 2}: ` : "";
  throw invalid(`${line}${issue?.message ?? "The mapping cannot be read."}`);
}
