import type { Day, Period } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";

/** Digests of the words of an endpoint's dimensions, narrowed to an owner where the reader sees only their own. */
export async function loadEndpointWords(
  ctx: Context,
  client: PoolClient,
  of: { endpointFolded: string | null; owner: string | null },
): Promise<string[]> {
  const { rows } = await client.query<{ hash: string }>(
    `select d.hash from dimension d left join endpoint e on e.id = d.endpoint_id
     where d.organisation_id = $1 and not d.remainder and e.folded is not distinct from $2
       and ($3::text is null or lower(d.owner) = $3)`,
    [ctx.organisation.id, of.endpointFolded, of.owner],
  );
  return rows.map(({ hash }) => hash);
}

export type ImportDay = { importId: string; day: Day; rows: bigint; standing: bigint };

/** How much of each import stands on each day of the period. */
export async function loadImportDays(ctx: Context, client: PoolClient, period: Period): Promise<ImportDay[]> {
  const { rows } = await client.query<ImportDay>(
    `select d.import_id as "importId", d.day, d.rows, d.rows_standing as standing
     from import_day d join import i on i.id = d.import_id
     where i.organisation_id = $1 and d.day between $2 and $3 and d.rows_standing > 0`,
    [ctx.organisation.id, period.from, period.to],
  );
  return rows;
}

export type EndpointWords = { hash: string; endpointId: number; provider: string; model: string | null };

/** Digests of the words of these endpoints' dimensions, with what they are called now. */
export async function loadWordsOf(
  ctx: Context,
  client: PoolClient,
  endpointIds: number[],
): Promise<EndpointWords[]> {
  const { rows } = await client.query<EndpointWords>(
    `select hash, endpoint_id as "endpointId", provider, model from dimension
     where organisation_id = $1 and not remainder and endpoint_id = any($2::int[])`,
    [ctx.organisation.id, endpointIds],
  );
  return rows;
}
