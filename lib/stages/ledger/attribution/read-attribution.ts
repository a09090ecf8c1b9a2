import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { AttributionRule } from "../model/rules";
import { readRules } from "../store/attribution";

/** The rules in the order in which they are read. */
export async function readAttribution(ctx: Context): Promise<{ rules: AttributionRule[] }> {
  authorise(ctx.actor, "attribution.read");
  return { rules: await readRules(ctx) };
}
