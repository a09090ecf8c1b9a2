import "server-only";
import { pageContext } from "@/app/_server/context";
import type { Counts } from "@/components/shell/nav-links";
import { reachOf } from "@/lib/core/access";
import { formatWhole } from "@/lib/core/numbers";
import { countPilots } from "@/lib/stages/migration/count-pilots";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";

/** The small figures of the sidebar: as many as this person may see. */
export async function readCounts(): Promise<Counts> {
  const ctx = await pageContext();
  if (!reachOf(ctx.actor.role, "spend.read")) return {};
  const { totals, lastDay } = await readSpend(ctx, question("endpoint", { limit: 1 }));
  if (lastDay === null) return {};
  const pilots = await countPilots(ctx);
  return {
    spend: formatWhole(totals.groups),
    ...(pilots && { migration: pilots === 1 ? "1 pilot" : `${pilots} pilots` }),
  };
}
