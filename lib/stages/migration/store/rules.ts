import type { Context } from "@/lib/platform/context";
import { DEFAULT_RULES, type MigrationRules } from "../model/rules";

export async function loadRules(ctx: Context): Promise<MigrationRules> {
  const row = await ctx.db.migrationSettings.findUnique({ where: { organisationId: ctx.organisation.id } });
  if (!row) return DEFAULT_RULES;
  const { pilotLimit, nights, askAgainDays } = row;
  return { pilotLimit, nights, askAgainDays };
}

export async function saveRules(ctx: Context, rules: MigrationRules): Promise<void> {
  const organisationId = ctx.organisation.id;
  await ctx.db.migrationSettings.upsert({
    where: { organisationId },
    create: { ...rules, organisationId },
    update: rules,
  });
}
