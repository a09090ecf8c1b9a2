import { authorise } from "@/lib/core/access";
import { addDays, dayOf, type Period } from "@/lib/core/period";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { StoredForecast } from "@/lib/stages/fit/model/stored";
import { worthAt } from "@/lib/stages/questions/model/worth";
import { defaultPeriod } from "@/lib/stages/spend/default-period";
import { gatherWords } from "./gather-words";
import { type Regression, regressionOf, WATCH_DAYS } from "./model/regression";
import { loadForecasts, loadNames } from "./store/facts";
import { type Kept, loadKept, saveRegression } from "./store/placed";
import { loadWatchedUsage } from "./store/usage";

/** Flags migrated endpoints whose calls run as sync again, and takes the flag off those that came back. Safe to run twice. */
export async function watchRegression(ctx: Context): Promise<{ flagged: number; cleared: number }> {
  authorise(ctx.actor, "migrations.write");
  const period = await defaultPeriod(ctx);
  const migrated = [...(await loadKept(ctx))].filter(
    ([, { stage }]) => stage === "migrated" || stage === "confirmed",
  );
  const count = { flagged: 0, cleared: 0 };
  if (!period || migrated.length === 0) return count;
  const ids = migrated.map(([id]) => id);
  const [words, forecasts, names] = [
    await gatherWords(ctx, ids),
    await loadForecasts(ctx, ids),
    await loadNames(ctx, ids),
  ];
  for (const [id, kept] of migrated) {
    const watched = watchedDays(period.to, kept);
    const scope = words.get(id)?.answer?.scope ?? null;
    const usage = watched ? await loadWatchedUsage(ctx, id, { period: watched, scope }) : [];
    const found = regressionOf({ usage, scope, ...sharesOf(forecasts.get(id) ?? null) });
    if (!found && !kept.regression) continue;
    await keep(ctx, { id, key: names.get(id)?.key ?? "", found, before: kept.regression });
    if (found && !kept.regression) count.flagged += 1;
    if (!found) count.cleared += 1;
  }
  return count;
}

/** The last whole days with usage after the day of the move. */
function watchedDays(lastDay: string, { since }: Kept): Period | null {
  const first = since ? addDays(dayOf(since), 1) : lastDay;
  const from = [addDays(lastDay, 1 - WATCH_DAYS), first].sort().at(-1) ?? lastDay;
  return from <= lastDay ? { from, to: lastDay } : null;
}

/** What a sync dollar saves as batch, by the forecast, or by what was realised when nothing runs as sync. */
function sharesOf(forecast: StoredForecast | null): {
  batchShare: number | null;
  savingShare: number | null;
} {
  const worth = worthAt(forecast, 1);
  const batchAtSync = Number(forecast?.batchAtSync ?? 0);
  const realised = batchAtSync > 0 ? Number(forecast?.realised ?? 0) / batchAtSync : null;
  const forecasted =
    worth && worth.today > 0n ? Number((worth.saving * 1_000_000n) / worth.today) / 1_000_000 : null;
  return { batchShare: realised === null ? null : 1 - realised, savingShare: forecasted ?? realised };
}

async function keep(
  ctx: Context,
  change: { id: number; key: string; found: Regression | null; before: Regression | null },
): Promise<void> {
  const { id, key, found, before } = change;
  await inTransaction(ctx, async (ctx) => {
    await saveRegression(ctx, id, found);
    if (found && !before) await audit(ctx, "migration.regressed", key, { share: found.share, to: found.to });
    if (!found && before) await audit(ctx, "migration.recovered", key);
  });
}
