import { z } from "zod";
import { ownerScope } from "@/lib/core/access";
import { type Page, pageOf, readCursor } from "@/lib/core/paging";
import type { Context } from "@/lib/platform/context";
import { idsOfAttention } from "./count-batches";
import { STATES_OF_GROUP } from "./model/batch-state";
import type { ListBatches } from "./model/input";
import type { BatchRow } from "./model/view";
import { rowsOf } from "./reading-rows";
import { type Choices, loadChoices, loadListed, type Narrowing } from "./store/reading/list";

const Position = z.tuple([z.iso.datetime(), z.string()]);

/** Newest first; an owner sees those of their own endpoints. */
export async function listBatches(ctx: Context, list: ListBatches): Promise<Page<BatchRow>> {
  const owner = ownerScope(ctx.actor, "batches.read");
  const { limit, cursor, group, state, provider, endpoint, costCenter } = list;
  const position = readCursor(cursor, Position);
  const after = position && { createdAt: new Date(position[0]), id: position[1] };
  const narrowing: Narrowing = { owner, provider, endpoint, costCenter, states: statesOf(group, state) };
  if (group === "attention") narrowing.ids = await idsOfAttention(ctx, narrowing);
  const found = await loadListed(ctx, narrowing, { limit, after });
  const page = pageOf(found, limit, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  return { ...page, rows: await rowsOf(ctx, page.rows) };
}

/** Both at once: only what is in both. One that no state is in asks for nothing. */
function statesOf(group: ListBatches["group"], state: ListBatches["state"]): Narrowing["states"] {
  if (group === undefined || group === "attention") return state;
  const ofGroup = STATES_OF_GROUP[group];
  if (state.length === 0) return ofGroup;
  const both = ofGroup.filter((one) => state.includes(one));
  return both.length > 0 ? both : ["none"];
}

/** The words that a list of batches can be filtered by. */
export async function listBatchChoices(ctx: Context): Promise<Choices> {
  const owner = ownerScope(ctx.actor, "batches.read");
  return loadChoices(ctx, { owner, states: [], provider: [], endpoint: [], costCenter: [] });
}
