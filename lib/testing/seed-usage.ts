import { createHash } from "node:crypto";
import type { Context } from "@/lib/platform/context";

/** One row of the daily rollup with its words, written straight into the tables. Unknown is null. */
export type UsageRow = {
  day: string;
  endpoint?: string | null;
  job?: string | null;
  provider?: string;
  model?: string | null;
  tier?: string;
  owner?: string | null;
  team?: string | null;
  costCenter?: string | null;
  remainder?: boolean;
  rows?: bigint;
  requests?: bigint | null;
  requestsUnknown?: bigint;
  fresh?: bigint | null;
  cached?: bigint | null;
  write?: bigint | null;
  output?: bigint | null;
  reported?: bigint | null;
  listed?: bigint | null;
  unpriced?: bigint;
};

const hashOf = (words: unknown) => createHash("md5").update(JSON.stringify(words)).digest("hex");

/** Bumps the ledger's version, as a rebuild would. */
export async function seedUsage(ctx: Context, rows: UsageRow[]): Promise<void> {
  const organisationId = ctx.organisation.id;
  const source = await ctx.db.source.upsert({
    where: { organisationId_format_name: { organisationId, format: "offpeak", name: "test" } },
    create: { organisationId, format: "offpeak", name: "test", kind: "gateway" },
    update: {},
  });
  for (const row of rows) {
    const endpointId = row.endpoint ? await endpointOf(ctx, row.endpoint) : null;
    const { provider = "openai", tier = "sync", owner, team, costCenter, endpoint, job, model } = row;
    const hash = hashOf([endpoint, job, provider, model, tier, owner, team, costCenter]);
    const dimension = await ctx.db.dimension.upsert({
      where: { organisationId_hash: { organisationId, hash } },
      create: {
        ...{
          organisationId,
          sourceId: source.id,
          hash,
          endpointRaw: endpoint ?? null,
          endpointId,
          provider,
          tier,
        },
        ...{ job: job ?? null, model: model === undefined ? "gpt-5" : model },
        ...{ owner: owner ?? null, team: team ?? null, costCenter: costCenter ?? null },
      },
      update: {},
    });
    await ctx.db.usageDay.create({ data: { ...factsOf(row), organisationId, dimensionId: dimension.id } });
  }
  await ctx.db.organisation.update({
    where: { id: organisationId },
    data: { ledgerVersion: { increment: 1 } },
  });
}

async function endpointOf(ctx: Context, label: string): Promise<number> {
  const organisationId = ctx.organisation.id;
  const words = label.toLowerCase();
  const { id } = await ctx.db.endpoint.upsert({
    where: { organisationId_folded: { organisationId, folded: words } },
    create: { organisationId, folded: words, label, key: `k${hashOf(words).slice(0, 12)}` },
    update: {},
  });
  return id;
}

function factsOf(row: UsageRow) {
  return {
    day: new Date(`${row.day}T00:00:00Z`),
    remainder: row.remainder ?? false,
    rows: row.rows ?? 1n,
    requests: row.requests ?? null,
    requestsUnknown: row.requestsUnknown ?? 0n,
    freshInput: row.fresh ?? null,
    cachedInput: row.cached ?? null,
    cacheWrite5m: row.write ?? null,
    output: row.output ?? null,
    costReported: row.reported ?? null,
    costListed: row.listed ?? null,
    costList: row.listed ?? null,
    unpricedRows: row.unpriced ?? 0n,
  };
}
