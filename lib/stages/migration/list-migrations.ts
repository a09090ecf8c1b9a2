import { authorise } from "@/lib/core/access";
import { UNASSIGNED } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { SpendRow } from "@/lib/stages/spend/model/page";
import { type Filters, MAX_ROWS } from "@/lib/stages/spend/model/query";
import { question } from "@/lib/stages/spend/model/question";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { nightsOfPilot } from "./gather-facts";
import { gatherWords, NO_WORD, type Word } from "./gather-words";
import type { Board } from "./model/board";
import type { PilotNight } from "./model/night";
import type { MigrationRow } from "./model/row";
import { standingOf } from "./model/standing";
import { loadIds } from "./store/facts";
import { loadNights } from "./store/nights";
import { type Kept, loadKept, NOTHING_KEPT } from "./store/placed";
import { loadRules } from "./store/rules";

export type Narrowed = { search?: string; filters?: Filters };

/** The whole board in Spend's own dollars, batch put at sync price. An owner sees their own endpoints. */
export async function listMigrations(
  ctx: Context,
  { search = "", filters = {} }: Narrowed = {},
): Promise<Board> {
  authorise(ctx.actor, "migrations.read");
  const page = await readSpend(ctx, question("endpoint", { limit: MAX_ROWS, search, filters }));
  const [ids, kept, words, nights, rules] = await Promise.all([
    loadIds(ctx),
    loadKept(ctx),
    gatherWords(ctx),
    loadNights(ctx),
    loadRules(ctx),
  ]);
  const rows = page.rows.flatMap((row) => {
    const id = ids.get(row.key);
    if (row.key === UNASSIGNED || id === undefined) return [];
    const known = kept.get(id) ?? NOTHING_KEPT;
    return [rowOf(row, { kept: known, word: words.get(id) ?? NO_WORD, nights: nights.get(id) ?? [] })];
  });
  const unnamed = page.rows.find((row) => row.key === UNASSIGNED);
  return { period: page.period, rules, rows, unnamed: unnamed ? dollarsOf(unnamed) : null };
}

/** What the funnel counts too: flex, priority and unknown run now, like sync. */
function dollarsOf(row: SpendRow): { sync: bigint; batch: bigint } {
  return {
    sync: (row.costSync ?? 0n) + (row.costOther ?? 0n),
    batch: (row.costBatch ?? 0n) + (row.realisedSaving ?? 0n),
  };
}

function rowOf(
  row: SpendRow,
  { kept, word, nights }: { kept: Kept; word: Word; nights: PilotNight[] },
): MigrationRow {
  const { key, label, owner, ownerName, team, costCenter, fit, forecastSaving, realisedSaving } = row;
  const standing = standingOf(kept, word);
  const { version, policy, policyAt, confirmed, regression } = kept;
  const isOwnersNo = standing.stage === "declined" && kept.stage !== "declined";
  return {
    ...{ key, label, owner, ownerName, team, costCenter },
    ...standing,
    ...dollarsOf(row),
    ...{ version, policy, policyAt, confirmed },
    ...{ answer: word.answer, question: word.question, longestWaitHours: word.longestWaitHours },
    verdict: fit?.verdict ?? null,
    reason: fit?.reasons[0] ?? null,
    forecast: forecastSaving,
    realised: realisedSaving,
    askAgainAt: isOwnersNo ? (word.answer?.askAgainAt ?? null) : kept.askAgainAt,
    nights: nightsOfPilot(kept, nights),
    regression: standing.stage === "migrated" || standing.stage === "confirmed" ? regression : null,
  };
}
