import { authorise } from "@/lib/core/access";
import { ANSWERS, STAGES } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { MAX_ROWS } from "@/lib/stages/spend/model/query";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { type FunnelEndpoint, funnelOf } from "./model/funnel";
import type { Standing } from "./model/standing";
import { readFitsByKey } from "./store";

/**
 * Where the dollars of the default period stand. Its figures are Spend's, with what ran as batch put at sync price.
 * `shares` tells, per endpoint key, which part an owner said can wait.
 */
export async function readFunnel(ctx: Context, shares = new Map<string, number>()): Promise<Standing | null> {
  authorise(ctx.actor, "spend.read");
  const page = await readSpend(ctx, question("endpoint", { limit: MAX_ROWS, filters: {} }));
  if (page.lastDay === null) return null;
  const fits = await readFitsByKey(ctx);
  let [realised, forecast] = [0n, 0n];
  const endpoints = page.rows.map((row): FunnelEndpoint => {
    const fit = fits.get(row.key);
    const batch = row.costBatch ?? 0n;
    const saved = fit?.realised ?? 0n;
    realised += saved;
    forecast += row.forecastSaving === null ? 0n : row.forecastSaving - saved;
    return {
      sync: (row.costSync ?? 0n) + (row.costOther ?? 0n),
      batch: batch + saved,
      answer: ANSWERS.find((answer) => answer === row.answer) ?? null,
      share: shares.get(row.key) ?? fit?.fitShare ?? null,
      stage: STAGES.find((stage) => stage === row.stage) ?? null,
    };
  });
  const billed = page.totals.cost ?? 0n;
  return {
    funnel: funnelOf(endpoints),
    atSync: billed + realised,
    discount: realised,
    billed,
    forecast,
    realised,
  };
}
