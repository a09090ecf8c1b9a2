"use server";
import { pageContext } from "@/app/_server/context";
import type { Found } from "@/components/shell/keys/command-palette";
import type { Context } from "@/lib/platform/context";
import { listBatches } from "@/lib/stages/batches/list-batches";
import { ListBatches } from "@/lib/stages/batches/model/input";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";

const FOUND = 8;
/** Of the latest batches. */
const SEARCHED = 200;

/** For the palette: endpoints and jobs that bear the words in their name, owner, team or cost center; batches by id. */
export async function searchAction(words: string): Promise<Found[]> {
  const ctx = await pageContext("spend.read");
  const search = String(words).slice(0, 200);
  return [...(await findEndpoints(ctx, search)), ...(await findBatches(ctx, search))];
}

async function findEndpoints(ctx: Context, search: string): Promise<Found[]> {
  const { rows } = await readSpend(ctx, question("endpoint", { search, limit: FOUND }));
  return rows.map((row) => ({
    href: `/spend/${encodeURIComponent(row.key)}`,
    label: row.label,
    hint: [row.ownerName ?? row.owner, row.team].filter(Boolean).join(", "),
  }));
}

/** The latest of an endpoint with that name, and the one with that id. */
async function findBatches(ctx: Context, search: string): Promise<Found[]> {
  const { rows } = await listBatches(ctx, ListBatches.parse({ limit: SEARCHED }));
  const word = search.trim().toLowerCase();
  return rows
    .filter(({ id, label }) => id.startsWith(word) || label?.toLowerCase().includes(word))
    .slice(0, FOUND)
    .map((row) => ({
      href: `/batches/${row.id}`,
      label: row.id,
      hint: [row.endpoint.label, row.label].filter(Boolean).join(", "),
    }));
}
