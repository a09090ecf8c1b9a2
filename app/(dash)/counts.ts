import "server-only";
import { pageContext } from "@/app/_server/context";
import type { Counts } from "@/components/shell/nav-links";
import { reachOf } from "@/lib/core/access";
import { formatWhole } from "@/lib/core/numbers";
import type { Context } from "@/lib/platform/context";
import { countRunning } from "@/lib/stages/batches/count-batches";
import { listBatches } from "@/lib/stages/batches/list-batches";
import { ListBatches } from "@/lib/stages/batches/model/input";
import { countPilots } from "@/lib/stages/migration/count-pilots";
import { countAnswers } from "@/lib/stages/questions/count-answers";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";

const MOST_TONIGHT = 500;

/** The small figures of the sidebar: as many as this person may see. */
export async function readCounts(): Promise<Counts> {
  const ctx = await pageContext();
  const batches = reachOf(ctx.actor.role, "batches.read") ? await countRunning(ctx) : 0;
  return { ...(batches > 0 && { batches: formatWhole(batches) }), ...(await countsOfUsage(ctx)) };
}

async function countsOfUsage(ctx: Context): Promise<Counts> {
  if (!reachOf(ctx.actor.role, "spend.read")) return {};
  const { totals, lastDay } = await readSpend(ctx, question("endpoint", { limit: 1 }));
  if (lastDay === null) return {};
  const pilots = await countPilots(ctx);
  const { asked, answered } = await countAnswers(ctx);
  return {
    spend: formatWhole(totals.groups),
    ...(asked > 0 && { answers: `${answered}/${asked}` }),
    ...(pilots && { migration: pilots === 1 ? "1 pilot" : `${pilots} pilots` }),
  };
}

/** Batches that wait for the next 24 hours to begin; null: none, and then the ribbon says nothing. */
export async function countTonight(): Promise<number | null> {
  const ctx = await pageContext();
  if (!reachOf(ctx.actor.role, "batches.read")) return null;
  const list = ListBatches.parse({ state: "scheduled", limit: MOST_TONIGHT });
  const { rows } = await listBatches(ctx, list);
  return rows.length > 0 ? rows.length : null;
}
