import type { Day, Period } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import type { ChooseRecordSource, ListRecordDays, RecordDay } from "../model/records";

export async function hasSource(client: PoolClient, organisationId: number, id: number): Promise<boolean> {
  const found = await client.query("select 1 from source where organisation_id = $1 and id = $2", [
    organisationId,
    id,
  ]);
  return found.rowCount !== 0;
}

/** Without a source, the choices that lie within the period are taken back. */
export async function saveChoice(
  client: PoolClient,
  organisationId: number,
  choice: ChooseRecordSource & { createdBy: string; createdAt: Date },
): Promise<void> {
  const { provider, from, to, sourceId, reason, createdBy, createdAt } = choice;
  await client.query(
    "delete from record_choice where organisation_id = $1 and provider = $2 and from_day >= $3 and to_day <= $4",
    [organisationId, provider, from, to],
  );
  if (sourceId === null) return;
  await client.query(
    `insert into record_choice (organisation_id, provider, from_day, to_day, source_id, reason, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [organisationId, provider, from, to, sourceId, reason, createdBy, createdAt],
  );
}

/** The days of the period, or all days, on which anything stands. */
export async function daysWithFacts(
  client: PoolClient,
  organisationId: number,
  period: Period | null,
): Promise<Day[]> {
  const { rows } = await client.query<{ day: Day }>(
    `select distinct day from import_day join import on import.id = import_id
     where organisation_id = $1 and ($2::date is null or day between $2 and $3) order by day`,
    [organisationId, period?.from ?? null, period?.to ?? null],
  );
  return rows.map(({ day }) => day);
}

type StoredFinding = { model: string | null; tier: string; class: string; provider: string; counted: string };
type RecordRow = Omit<RecordDay, "findings"> & { findings: StoredFinding[] };

export async function loadRecordDays(ctx: Context, input: ListRecordDays): Promise<RecordDay[]> {
  const { rows } = await ctx.pool.query<RecordRow>(
    `select r.provider, r.day, r.rule, r.findings, coalesce((
         select json_agg(json_build_object('id', s.id, 'name', s.name, 'format', s.format, 'kind', s.kind) order by s.id)
         from source s where s.id = any(r.source_ids)), '[]') as sources
     from record_day r
     where r.organisation_id = $1 and r.day between $2 and $3 and ($4::text is null or r.provider = $4)
     order by r.day desc, r.provider`,
    [ctx.organisation.id, input.from, input.to, input.provider ?? null],
  );
  return rows.map(({ findings, ...row }) => ({
    ...row,
    findings: findings.map((found) => ({
      ...found,
      provider: BigInt(found.provider),
      counted: BigInt(found.counted),
    })),
  }));
}
