import { authorise } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import { auditOn } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import { announceChange } from "./attribution/change-attribution";
import type { ChooseRecordSource } from "./model/records";
import { rebuildDays } from "./rebuild-days";
import { daysWithFacts, hasSource, saveChoice } from "./store/records";
import { bumpLedger, inLedger } from "./store/transaction";

/**
 * From now on this source alone counts for a provider in that period, on days of which it knows anything. The last
 * choice for a day wins.
 */
export async function chooseRecordSource(ctx: Context, input: ChooseRecordSource): Promise<{ days: number }> {
  authorise(ctx.actor, "attribution.write");
  const organisationId = ctx.organisation.id;
  const days = await inLedger(ctx, async (client) => {
    const { sourceId } = input;
    if (sourceId !== null && !(await hasSource(client, organisationId, sourceId)))
      throw notFound("This source");
    const actor = ctx.actor.email ?? ctx.actor.name;
    await saveChoice(client, organisationId, { ...input, createdBy: actor, createdAt: ctx.now() });
    const touched = await daysWithFacts(client, organisationId, input);
    await rebuildDays(ctx, client, { days: touched });
    await auditOn(client, ctx, {
      event: "record.chosen",
      subject: input.provider,
      detail: { from: input.from, to: input.to, source: input.sourceId },
    });
    await bumpLedger(client, organisationId, ctx.catalogue.version);
    return touched;
  });
  await announceChange(ctx);
  return { days: days.length };
}
