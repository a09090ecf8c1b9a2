import { UNASSIGNED } from "@/lib/core/values";
import { fold } from "@/lib/stages/ledger/model/words";
import type { FilterName, SpendQuery } from "../model/query";
import { folded, type parameters } from "./sql";

export const COLUMNS = {
  provider: "d.provider",
  model: "d.model",
  owner: "d.owner",
  team: "d.team",
  costCenter: "d.cost_center",
  tier: "d.tier",
  job: "d.job",
} as const;

/** Conditions on `dimension d`: all filters hold, each with any of its values. `$1` is the organisation. */
export function conditions(
  query: Pick<SpendQuery, "filters">,
  owner: string | null,
  bind: ReturnType<typeof parameters>,
): string[] {
  const all: string[] = [];
  if (owner !== null) all.push(`${folded("d.owner")} = ${bind.add(fold(owner))}`);
  for (const [name, values] of Object.entries(query.filters) as [FilterName, string[]][]) {
    const named = values.filter((value) => fold(value) !== UNASSIGNED).map(fold);
    const any: string[] = [];
    if (named.length > 0) any.push(matches(name, bind.add(named)));
    if (named.length < values.length) any.push(isUnassigned(name, bind));
    all.push(`(${any.join(" or ")})`);
  }
  return all;
}

function matches(name: FilterName, values: string): string {
  if (name === "endpoint")
    return `d.endpoint_id in (select id from endpoint where organisation_id = $1
      and (lower(key) = any(${values}) or ${folded("label")} = any(${values})))`;
  if (name === "verdict" || name === "answer")
    return `d.endpoint_id in (select endpoint_id from endpoint_summary where organisation_id = $1
      and period = 'default' and rank > 0 and ${name} = any(${values}))`;
  return `${folded(COLUMNS[name])} = any(${values})`;
}

function isUnassigned(name: FilterName, bind: ReturnType<typeof parameters>): string {
  if (name === "endpoint") return "d.endpoint_id is null";
  if (name === "verdict" || name === "answer")
    return `not exists (select from endpoint_summary s where s.organisation_id = $1 and s.period = 'default'
      and s.rank > 0 and s.endpoint_id = d.endpoint_id and s.${name} is not null)`;
  return `(${COLUMNS[name]} is null or ${folded(COLUMNS[name])} = ${bind.add(UNASSIGNED)})`;
}
