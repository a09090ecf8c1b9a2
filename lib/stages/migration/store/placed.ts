import type { Stage } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { Prisma, type Migration as Row } from "@/prisma/generated/client";
import { StoredTicks, type TickId, type Ticks } from "../model/move";
import { LATE, type Policy } from "../model/policy";
import { keepRegression, type Regression, StoredRegression } from "../model/regression";
import type { Placed } from "../model/standing";
import { isStage } from "../model/words";

/** What people and invoices have said of an endpoint. */
export type Kept = Placed & {
  version: number;
  policy: Policy | null;
  policyAt: Date | null;
  askAgainAt: Date | null;
  confirmed: bigint | null;
  ticks: Ticks;
  regression: Regression | null;
};

export const NOTHING_KEPT: Kept = {
  ...{ stage: null, since: null, version: 0, policy: null, policyAt: null },
  ...{ askAgainAt: null, confirmed: null, ticks: {}, regression: null },
};

/** Columns are text and JSON: a word of another version of ours is left out, not guessed. */
function keptOf(row: Row): Kept {
  const late = LATE.find((word) => word === row.late);
  const { deadline, retries, capPerNight, since, version, policyAt, askAgainAt } = row;
  return {
    ...{ since, version, policyAt, askAgainAt },
    stage: isStage(row.stage) ? row.stage : null,
    policy: late && deadline !== null ? { deadline, late, capPerNight, retries: retries ?? 0 } : null,
    confirmed: row.confirmedSaving,
    ticks: StoredTicks.catch({}).parse(row.ticks) as Ticks,
    regression: StoredRegression.nullable().catch(null).parse(row.regression),
  };
}

/** All of the organisation's, or of some endpoints. */
export async function loadKept(ctx: Context, endpointIds?: number[]): Promise<Map<number, Kept>> {
  const rows = await ctx.db.migration.findMany({
    where: { organisationId: ctx.organisation.id, ...(endpointIds && { endpointId: { in: endpointIds } }) },
  });
  return new Map(rows.map((row) => [row.endpointId, keptOf(row)]));
}

/** One mover of an organisation at a time until the transaction ends: a pilot slot is given once. */
export async function lockMoves(ctx: Context): Promise<void> {
  await ctx.db.$executeRaw`select pg_advisory_xact_lock(hashtext('migration'), ${ctx.organisation.id}::int)`;
}

async function save(
  ctx: Context,
  endpointId: number,
  data: Omit<Prisma.MigrationUncheckedUpdateInput, "version"> & { version?: { increment: number } },
): Promise<void> {
  const id = { organisationId: ctx.organisation.id, endpointId };
  await ctx.db.migration.createMany({ data: [id], skipDuplicates: true });
  await ctx.db.migration.update({ where: { organisationId_endpointId: id }, data });
}

export async function savePlace(
  ctx: Context,
  endpointId: number,
  place: { stage: Stage | null; askAgainAt: Date | null; since?: Date | null },
): Promise<void> {
  const { stage, askAgainAt, since = ctx.now() } = place;
  await save(ctx, endpointId, {
    ...{ stage, askAgainAt, since, version: { increment: 1 } },
    // A new pilot begins without what became of the last one; a roll back that is taken back still has it.
    ...(stage === "pilot" && place.since === undefined && { regression: Prisma.DbNull }),
  });
}

export async function savePolicy(ctx: Context, endpointId: number, policy: Policy): Promise<void> {
  const policyBy = ctx.actor.email ?? ctx.actor.name;
  await save(ctx, endpointId, { ...policy, policyBy, policyAt: ctx.now() });
}

export async function saveConfirmed(ctx: Context, endpointId: number, saving: bigint | null): Promise<void> {
  await save(ctx, endpointId, { confirmedSaving: saving });
}

/** Adds or takes away one tick; the others stay as they are. */
export async function saveTick(ctx: Context, endpointId: number, tick: TickId, isOn: boolean): Promise<void> {
  const ticks = (await loadKept(ctx, [endpointId])).get(endpointId)?.ticks ?? {};
  const { [tick]: _, ...others } = ticks;
  const by = ctx.actor.email ?? ctx.actor.name;
  const next: Ticks = isOn ? { ...others, [tick]: { at: ctx.now(), by } } : others;
  const texts = Object.entries(next).flatMap(([id, told]) =>
    told ? [[id, { at: told.at.toISOString(), by: told.by }]] : [],
  );
  await save(ctx, endpointId, { ticks: Object.fromEntries(texts) });
}

export async function saveRegression(
  ctx: Context,
  endpointId: number,
  found: Regression | null,
): Promise<void> {
  await save(ctx, endpointId, { regression: found ? keepRegression(found) : Prisma.DbNull });
}
