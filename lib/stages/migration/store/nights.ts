import { dayOf, startOf } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { PilotNight } from "../model/night";

/** The same batch of the same night again replaces what was said of it. */
export async function saveNight(ctx: Context, endpointId: number, facts: PilotNight): Promise<void> {
  const id = {
    organisationId: ctx.organisation.id,
    endpointId,
    night: startOf(facts.night),
    batchId: facts.batchId ?? "",
  };
  const data = { ...facts, ...id };
  await ctx.db.pilotNight.upsert({
    where: { organisationId_endpointId_night_batchId: id },
    create: data,
    update: data,
  });
}

/** What each batch came to, by endpoint, oldest first. */
export async function loadNights(ctx: Context, endpointIds?: number[]): Promise<Map<number, PilotNight[]>> {
  const rows = await ctx.db.pilotNight.findMany({
    where: { organisationId: ctx.organisation.id, ...(endpointIds && { endpointId: { in: endpointIds } }) },
    orderBy: [{ night: "asc" }, { startedAt: "asc" }],
  });
  const nights = new Map<number, PilotNight[]>();
  for (const { organisationId: _, endpointId, night, batchId, ...facts } of rows)
    nights.set(endpointId, [
      ...(nights.get(endpointId) ?? []),
      { ...facts, night: dayOf(night), batchId: batchId || null },
    ]);
  return nights;
}
