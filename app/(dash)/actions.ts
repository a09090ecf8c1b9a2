"use server";
import { setTimeout as sleep } from "node:timers/promises";
import { redirect } from "next/navigation";
import { pageContext } from "@/app/_server/context";
import { rememberOrganisation } from "@/app/_server/session";
import type { Found } from "@/components/shell/keys/command-palette";
import type { Context } from "@/lib/platform/context";
import { removeSample } from "@/lib/sample/remove-sample";
import { requestSample } from "@/lib/sample/request-sample";
import { isAdmitted, readSampleState } from "@/lib/sample/sample-state";
import { listBatches } from "@/lib/stages/batches/list-batches";
import { ListBatches } from "@/lib/stages/batches/model/input";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";

const FOUND = 8;
/** Of the latest batches. */
const SEARCHED = 200;
const LOAD_MS = 45_000;
const LOOK_MS = 300;

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

/** The worker loads it; the answer waits for it, so that the press leads into the sample with or without scripts. */
export async function loadSampleAction(): Promise<void> {
  const ctx = await pageContext();
  await requestSample(ctx);
  for (let waited = 0; waited < LOAD_MS; waited += LOOK_MS) {
    const state = await readSampleState(ctx);
    if (state.kind === "ready" && (await isAdmitted(ctx, state.organisation))) {
      await rememberOrganisation(state.organisation.slug);
      redirect("/");
    }
    await sleep(LOOK_MS);
  }
  redirect("/?sample=loading");
}

/** Back to an organisation of one's own: the cookie names one that is gone. */
export async function removeSampleAction(): Promise<void> {
  await removeSample(await pageContext());
  redirect("/");
}
