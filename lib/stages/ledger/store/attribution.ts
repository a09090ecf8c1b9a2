import type { Context } from "@/lib/platform/context";
import type { Pool, PoolClient } from "@/lib/platform/db";
import type { Attributed, Dimension, Edits, Named } from "../model/attribution";
import type { AttributionRule } from "../model/rules";

type DimensionRow = Omit<Dimension, "tags" | "brought"> & { tags: string | null };

/** All dimensions that can be attributed, first seen first, with the imports that brought their words. */
export async function loadDimensions(client: PoolClient, organisationId: number): Promise<Dimension[]> {
  const { rows } = await client.query<DimensionRow>(
    `select id, endpoint_raw as endpoint, kind_raw as kind, provider, provider_raw as "providerRaw", model,
       model_raw as "modelRaw", project, api_key as "apiKey", owner_raw as owner, team_raw as team,
       cost_center_raw as "costCenter", tags
     from dimension where organisation_id = $1 and not remainder order by id`,
    [organisationId],
  );
  const brought = await client.query<{ dimension: number; place: bigint; seen: number }>(
    `select b.dimension_id as dimension, i.place, extract(epoch from b.last_seen)::float8 as seen
     from import_dimension b join dimension d on d.id = b.dimension_id
     join (select id, row_number() over (order by captured_at, sha256, source_id, received_at, id) as place
           from import where organisation_id = $1) i on i.id = b.import_id
     where coalesce(d.kind_raw, d.owner_raw, d.team_raw, d.cost_center_raw) is not null`,
    [organisationId],
  );
  const byDimension = new Map<number, Dimension["brought"]>();
  for (const { dimension, place, seen } of brought.rows) {
    const entry = { import: Number(place), lastSeen: seen };
    const known = byDimension.get(dimension);
    if (known) known.push(entry);
    else byDimension.set(dimension, [entry]);
  }
  return rows.map(({ tags, ...row }) => ({
    ...row,
    tags: tagsOf(tags),
    brought: byDimension.get(row.id) ?? [],
  }));
}

function tagsOf(text: string | null): string[] {
  const parsed: unknown = text === null ? [] : JSON.parse(text);
  return Array.isArray(parsed) ? parsed.map(String) : [];
}

export function readRules(ctx: Context): Promise<AttributionRule[]> {
  return loadRules(ctx.pool, ctx.organisation.id);
}

export async function loadRules(
  client: Pool | PoolClient,
  organisationId: number,
): Promise<AttributionRule[]> {
  const { rows } = await client.query<AttributionRule>(
    "select match, assign from attribution_rule where organisation_id = $1 order by position",
    [organisationId],
  );
  return rows;
}

export async function replaceRules(
  client: PoolClient,
  organisationId: number,
  rules: AttributionRule[],
): Promise<void> {
  await client.query("delete from attribution_rule where organisation_id = $1", [organisationId]);
  await client.query(
    `insert into attribution_rule (organisation_id, position, match, assign)
     select $1, place, rule->'match', rule->'assign'
     from jsonb_array_elements($2::jsonb) with ordinality as given (rule, place)`,
    [organisationId, JSON.stringify(rules)],
  );
}

export async function loadEdits(client: PoolClient, organisationId: number): Promise<Edits> {
  const { rows } = await client.query<{
    folded: string;
    owner: string | null;
    team: string | null;
    costCenter: string | null;
  }>(
    `select folded, owner_edit as owner, team_edit as team, cost_center_edit as "costCenter" from endpoint
     where organisation_id = $1 and coalesce(owner_edit, team_edit, cost_center_edit) is not null order by folded`,
    [organisationId],
  );
  return new Map(rows.map(({ folded, ...edits }) => [folded, edits]));
}

type KeyedEndpoint = Named & { key: string };

/** Adds endpoints that are new, keeps the label of those that are known, and rewrites only dimensions that change. */
export async function saveAttribution(
  client: PoolClient,
  organisationId: number,
  resolved: { endpoints: KeyedEndpoint[]; rows: Attributed[] },
): Promise<void> {
  await client.query(
    `insert into endpoint (organisation_id, key, label, folded, kind)
     select $1, key, label, folded, coalesce(kind, 'endpoint')
     from json_to_recordset($2) as e (key text, label text, folded text, kind text)
     on conflict (organisation_id, folded) do update set kind = excluded.kind where endpoint.kind <> excluded.kind`,
    [organisationId, JSON.stringify(resolved.endpoints)],
  );
  await client.query(
    `update dimension d set endpoint_id = r.endpoint_id, owner = r.owner, team = r.team, cost_center = r."costCenter"
     from (select v.id, e.id as endpoint_id, v.owner, v.team, v."costCenter"
           from json_to_recordset($2) as v (id int, endpoint text, owner text, team text, "costCenter" text)
           left join endpoint e on e.organisation_id = $1 and e.folded = v.endpoint) r
     where d.id = r.id and d.organisation_id = $1
       and (d.endpoint_id, d.owner, d.team, d.cost_center) is distinct from
           (r.endpoint_id, r.owner, r.team, r."costCenter")`,
    [organisationId, JSON.stringify(resolved.rows)],
  );
}
