import { UNASSIGNED } from "@/lib/core/values";
import { fold } from "@/lib/stages/ledger/model/words";
import { ASKING, type FilterName, type SpendQuery } from "../model/query";
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
    const words = values.map(fold);
    const isWord = (word: string) => word !== UNASSIGNED && !(name === "answer" && isAsking(word));
    const named = words.filter(isWord);
    const any: string[] = [];
    if (named.length > 0) any.push(matches(name, bind.add(named)));
    if (words.includes(UNASSIGNED)) any.push(isUnassigned(name, bind));
    if (name === "answer" && words.includes("waiting")) any.push(WAITING);
    if (name === "answer" && words.includes("not-asked"))
      any.push(`${isUnassigned(name, bind)} and not ${WAITING}`);
    all.push(`(${any.join(" or ")})`);
  }
  return all;
}

/** Of those without an answer: whether anybody was asked. */
function isAsking(word: string): boolean {
  return ASKING.some((known) => known === word);
}

const WAITING = `d.endpoint_id in (select endpoint_id from endpoint_summary where organisation_id = $1
  and period = 'default' and rank > 0 and answer is null and stage = 'asked')`;

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
