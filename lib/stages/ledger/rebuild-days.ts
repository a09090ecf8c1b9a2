import type { Picodollars } from "@/lib/core/money";
import { type Day, startOf } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import { listCost } from "./model/price";
import { isBooked, remainderOf } from "./model/remainder";
import { chooseRecords, type DayCell, type Fresh, gatherDays, loadCells, replaceDays } from "./store/days";
import { type DayFindings, type RemainderRow, saveFindings, saveRemainder } from "./store/remainder";

/** Derives what counts on these days from the facts that stand, for all providers; part of the caller's transaction. */
export async function rebuildDays(
  ctx: Context,
  client: PoolClient,
  { days, fresh = null }: { days: Day[]; fresh?: Fresh | null },
): Promise<void> {
  if (days.length === 0) return;
  const organisationId = ctx.organisation.id;
  await gatherDays(client, organisationId, { days, fresh });
  await chooseRecords(client, organisationId, days);
  await replaceDays(client, organisationId, days);
  const rows: RemainderRow[] = [];
  const found: DayFindings[] = [];
  for (const cells of byProviderDay(await loadCells(client))) {
    const [first] = cells;
    if (!first) continue;
    const billed = cells.filter((cell) => cell.billed);
    const { rest, findings } = remainderOf(
      billed,
      cells.filter((cell) => !cell.billed),
    );
    found.push({ provider: first.provider, day: first.day, findings });
    for (const [index, cell] of billed.entries()) {
      const left = rest[index];
      if (left && isBooked(left)) rows.push({ cell, rest: left, ...costOf(ctx, cell, left) });
    }
  }
  await saveRemainder(client, organisationId, rows);
  await saveFindings(client, organisationId, found);
}

/** What the provider reports of it, where it reports cost; its list price beside. */
function costOf(
  ctx: Context,
  cell: DayCell,
  rest: DayCell["amounts"],
): { costReported: Picodollars | null; costList: Picodollars | null } {
  const rates = cell.modelRaw
    ? ctx.catalogue.ratesAt(cell.provider, cell.modelRaw, cell.tier, startOf(cell.day))
    : null;
  return { costReported: rest.cost, costList: listCost(rest, rates) };
}

function byProviderDay(cells: DayCell[]): DayCell[][] {
  const groups = new Map<string, DayCell[]>();
  for (const cell of cells) {
    const name = `${cell.day} ${cell.provider}`;
    const group = groups.get(name);
    if (group) group.push(cell);
    else groups.set(name, [cell]);
  }
  return [...groups.values()];
}
