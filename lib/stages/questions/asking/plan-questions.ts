import { authorise } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { Email, nameOf } from "@/lib/stages/people/model";
import { findFigures } from "../find-figures";
import {
  type Asked,
  type AskOwners,
  holds,
  type NotAsked,
  type NotAskedReason,
  TOP,
} from "../model/question";
import { worthAt } from "../model/worth";
import { loadLatest } from "../store/answers";
import { loadFacts, loadIds } from "../store/facts";
import { loadOpen } from "../store/questions";

export type Planned = Asked & { endpointId: number; spend: bigint | null; saving: bigint | null };
export type QuestionPlan = { ask: Planned[]; notAsked: NotAsked[] };

/**
 * Who would be asked, and who not and why; nothing is sent. Without a choice it is the ten that cost the most, of which
 * those that have answered are left in peace; who is chosen by name is asked again.
 */
export async function planQuestions(ctx: Context, { endpoints }: AskOwners): Promise<QuestionPlan> {
  authorise(ctx.actor, "questions.write");
  const chosen = endpoints && endpoints.length > 0 ? [...new Set(endpoints)] : null;
  const { rows } = await findFigures(ctx, chosen ? { endpoints: chosen } : { top: TOP });
  const missing = chosen?.find((name) => !rows.some((row) => isNamed(row, name)));
  if (missing) throw notFound(`The endpoint “${missing.slice(0, 100)}”`);
  const ids = await loadIds(
    ctx,
    rows.map((row) => row.key),
  );
  const endpointIds = [...ids.values()];
  const [open, latest, facts] = await Promise.all([
    loadOpen(ctx, endpointIds),
    loadLatest(ctx, endpointIds),
    loadFacts(ctx, endpointIds),
  ]);
  const plan: QuestionPlan = { ask: [], notAsked: [] };
  for (const row of rows) {
    const endpointId = ids.get(row.key);
    if (endpointId === undefined) continue;
    const answer = latest.get(endpointId);
    const hasAnswered = !chosen && answer !== undefined && holds(answer, ctx.now());
    const reason = open.has(endpointId) ? "already-asked" : hasAnswered ? "answered" : whyNot(row);
    const named = { endpoint: row.label, key: row.key };
    if (reason) plan.notAsked.push({ ...named, reason });
    else {
      const owner = (row.owner ?? "").trim().toLowerCase();
      const worth = worthAt(facts.get(endpointId)?.forecast ?? null, 1);
      const ownerName = row.ownerName ?? nameOf(owner);
      plan.ask.push({
        ...named,
        endpointId,
        owner,
        ownerName,
        spend: row.cost,
        saving: worth?.saving ?? null,
      });
    }
  }
  return plan;
}

function isNamed(row: { key: string; label: string }, name: string): boolean {
  return [row.key, row.label].some((word) => word.toLowerCase() === name.trim().toLowerCase());
}

function whyNot(row: { owner: string | null; owners: number }): NotAskedReason | null {
  if (row.owners > 1) return "several-owners";
  if (!row.owner) return "no-owner";
  return Email.safeParse(row.owner).success ? null : "no-address";
}
