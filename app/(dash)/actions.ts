"use server";
import { redirect } from "next/navigation";
import { pageContext } from "@/app/_server/context";
import type { Found } from "@/components/shell/keys/command-palette";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";

const FOUND = 8;

/** For the palette: endpoints and jobs that bear the words in their name, owner, team or cost center. */
export async function searchAction(words: string): Promise<Found[]> {
  const ctx = await pageContext("spend.read");
  const search = String(words).slice(0, 200);
  const { rows } = await readSpend(ctx, question("endpoint", { search, limit: FOUND }));
  return rows.map((row) => ({
    href: `/spend/${encodeURIComponent(row.key)}`,
    label: row.label,
    hint: [row.ownerName ?? row.owner, row.team].filter(Boolean).join(", "),
  }));
}

export async function removeSampleAction(): Promise<void> {
  redirect("/");
}
