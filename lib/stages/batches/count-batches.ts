import { ownerScope } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { NOTICED_DAYS } from "./model/attention";
import { STATES_OF_GROUP } from "./model/batch-state";
import type { ListBatches } from "./model/input";
import { rowsOf } from "./reading-rows";
import { countByGroup, loadListed, loadNoticed, type Narrowing } from "./store/reading/list";

export type BatchCounts = {
  all: number;
  running: number;
  waiting: number;
  attention: number;
  finished: number;
};
export type CountBatches = Pick<ListBatches, "provider" | "endpoint" | "costCenter">;

const DAY_MS = 24 * 3_600_000;
/** So many that run are looked at one by one for whether they may be late. */
const MOST_OPEN = 2000;

/** How many there are of each group, with the filters of the list. */
export async function countBatches(
  ctx: Context,
  filters: CountBatches = { provider: [], endpoint: [], costCenter: [] },
): Promise<BatchCounts> {
  const owner = ownerScope(ctx.actor, "batches.read");
  const narrowing: Narrowing = { owner, states: [], ...filters };
  const groups = await countByGroup(ctx, narrowing);
  const attention = await idsOfAttention(ctx, narrowing);
  return { all: groups.running + groups.waiting + groups.finished, ...groups, attention: attention.length };
}

/** Those that run, for the sidebar. */
export async function countRunning(ctx: Context): Promise<number> {
  const owner = ownerScope(ctx.actor, "batches.read");
  const none = { states: [], provider: [], endpoint: [], costCenter: [] };
  return (await countByGroup(ctx, { owner, ...none })).running;
}

/** Those that need a look: by what stands in their rows, and by what their pace forebodes. */
export async function idsOfAttention(ctx: Context, narrowing: Narrowing): Promise<string[]> {
  const since = new Date(ctx.now().getTime() - NOTICED_DAYS * DAY_MS);
  const running = { ...narrowing, states: STATES_OF_GROUP.running };
  const [noticed, open] = await Promise.all([
    loadNoticed(ctx, narrowing, since),
    loadListed(ctx, running, { limit: MOST_OPEN, after: null }),
  ]);
  const late = (await rowsOf(ctx, open)).filter(({ isAtRisk }) => isAtRisk).map(({ id }) => id);
  return [...new Set([...noticed, ...late])];
}
