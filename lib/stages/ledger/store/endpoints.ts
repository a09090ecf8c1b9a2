import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import type { Edits } from "../model/edit";

type Endpoint = { id: number; key: string; label: string; folded: string };

/** By its key, else by its folded name. */
export async function findEndpoint(
  client: PoolClient,
  organisationId: number,
  name: { key: string; folded: string },
): Promise<Endpoint | null> {
  const { rows } = await client.query<Endpoint>(
    `select id, key, label, folded from endpoint where organisation_id = $1 and (key = $2 or folded = $3)
     order by key = $2 desc limit 1`,
    [organisationId, name.key, name.folded],
  );
  return rows[0] ?? null;
}

/** Keeps the label of one that is there already. Part of the caller's transaction. */
export async function createEndpoint(
  ctx: Pick<Context, "db" | "organisation">,
  named: { key: string; label: string; folded: string },
): Promise<Endpoint> {
  const organisationId = ctx.organisation.id;
  return ctx.db.endpoint.upsert({
    where: { organisationId_folded: { organisationId, folded: named.folded } },
    create: { ...named, organisationId },
    update: {},
    select: { id: true, key: true, label: true, folded: true },
  });
}

/** Whether any of its words resolve to this owner, or a person has named them; an endpoint without usage has no words. */
export async function isOwnedBy(client: PoolClient, endpointId: number, owner: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from dimension where endpoint_id = $1 and lower(owner) = $2
     union all select 1 from endpoint where id = $1 and lower(owner_edit) = $2 limit 1`,
    [endpointId, owner],
  );
  return (rowCount ?? 0) > 0;
}

const COLUMNS = {
  owner: "owner_edit",
  team: "team_edit",
  costCenter: "cost_center_edit",
  kind: "kind_edit",
} as const;

/** Absent fields stay; null takes an edit back. */
export async function saveEdits(client: PoolClient, endpointId: number, edits: Edits): Promise<void> {
  for (const [field, column] of Object.entries(COLUMNS)) {
    const value = edits[field as keyof typeof COLUMNS];
    if (value !== undefined)
      await client.query(`update endpoint set ${column} = $2 where id = $1`, [endpointId, value]);
  }
}
