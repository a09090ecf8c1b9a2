import type { Day, Period } from "@/lib/core/period";
import { UNASSIGNED } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { fold } from "@/lib/stages/ledger/model/words";
import type { EndpointDay, EndpointEdits, EndpointPart } from "../model/endpoint";
import { measuresOf } from "../model/page";
import { COST, FACTS, IN_PERIOD } from "./atoms";
import { type SumColumns, sumsOf } from "./rows";
import { folded, type Whole, whole } from "./sql";

export type EndpointRow = {
  /** 0 is what has no name. */
  id: number;
  key: string;
  label: string;
  folded: string | null;
  edits: EndpointEdits;
};

const NOBODY: EndpointEdits = { owner: null, team: null, costCenter: null, kind: null };

/** By key, else by label in any case; `unassigned` is what has no name. An owner finds their own alone. */
export async function findEndpoint(
  ctx: Context,
  word: string,
  owner: string | null,
): Promise<EndpointRow | null> {
  const endpoint =
    (await ctx.db.endpoint.findFirst({ where: { organisationId: ctx.organisation.id, key: word } })) ??
    (await ctx.db.endpoint.findFirst({ where: { organisationId: ctx.organisation.id, folded: fold(word) } }));
  if (endpoint) {
    if (owner !== null && !(await owns(ctx, endpoint.id, owner))) return null;
    const { id, key, label } = endpoint;
    const edits = {
      owner: endpoint.ownerEdit,
      team: endpoint.teamEdit,
      costCenter: endpoint.costCenterEdit,
      kind: endpoint.kindEdit as EndpointEdits["kind"],
    };
    return { id, key, label, folded: endpoint.folded, edits };
  }
  if (fold(word) !== UNASSIGNED || owner !== null) return null;
  return { id: 0, key: UNASSIGNED, label: "Unassigned", folded: null, edits: NOBODY };
}

async function owns(ctx: Context, endpointId: number, owner: string): Promise<boolean> {
  const { rows } = await ctx.pool.query(
    `select 1 from dimension d where d.organisation_id = $1 and d.endpoint_id = $2
      and ${folded("d.owner")} = $3 limit 1`,
    [ctx.organisation.id, endpointId, fold(owner)],
  );
  return rows.length > 0;
}

type Narrowed = { id: number; period: Period; owner: string | null };
const WHOSE = `${IN_PERIOD} and u.dimension_id = any(array(select d.id from dimension d
  where d.organisation_id = $1 and coalesce(d.endpoint_id, 0) = $4
  and ($5::text is null or ${folded("d.owner")} = $5)))`;

const values = (ctx: Context, { id, period, owner }: Narrowed) => [
  ctx.organisation.id,
  period.from,
  period.to,
  id,
  owner === null ? null : fold(owner),
];

export async function loadEndpointDays(ctx: Context, narrowed: Narrowed): Promise<EndpointDay[]> {
  type Row = { day: Day; sync: Whole | null; batch: Whole | null; cost: Whole; requests: Whole | null };
  const { rows } = await ctx.pool.query<Row>({
    name: "spend-endpoint-days",
    text: `select u.day, sum(${COST}) filter (where d.tier = 'sync') as sync,
      sum(${COST}) filter (where d.tier = 'batch') as batch, sum(${COST}) as cost, sum(u.requests) as requests
      from usage_day u join dimension d on d.id = u.dimension_id where ${WHOSE} group by u.day order by u.day`,
    values: values(ctx, narrowed),
  });
  return rows.map((row) => {
    const sync = whole(row.sync ?? 0n);
    const batch = whole(row.batch ?? 0n);
    return {
      day: row.day,
      sync,
      batch,
      other: whole(row.cost) - sync - batch,
      requests: whole(row.requests),
    };
  });
}

/** Most expensive first. */
export async function loadEndpointParts(ctx: Context, narrowed: Narrowed): Promise<EndpointPart[]> {
  type Row = SumColumns<""> & { provider: string; model: string | null; job: string | null };
  const { rows } = await ctx.pool.query<Row>({
    name: "spend-endpoint-parts",
    text: `select d.provider, d.model, min(d.job collate "C") as job, ${FACTS},
      sum(${COST}) filter (where d.tier = 'sync') as sync, sum(${COST}) filter (where d.tier = 'batch') as batch
      from usage_day u join dimension d on d.id = u.dimension_id where ${WHOSE}
      group by d.provider, d.model, ${folded("d.job")}
      order by sum(${COST}) desc, d.provider, d.model, job nulls first`,
    values: values(ctx, narrowed),
  });
  return rows.map(({ provider, model, job, ...sums }) => ({
    provider,
    model,
    job,
    ...measuresOf(sumsOf(sums)),
  }));
}
