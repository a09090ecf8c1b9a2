import { UNASSIGNED } from "@/lib/core/values";
import type { SpendQuery } from "../model/query";
import { folded } from "./sql";

/** The additive columns, by the names that the parts of the ranking hand on. */
export const MEASURES = [
  "reported",
  "listed",
  "requests",
  "requests_unknown",
  "fresh",
  "cached",
  "write_5m",
  "write_1h",
  "write_other",
  "output",
  "unpriced",
  "rows",
] as const;

// Sums of dollars may pass the end of bigint; counts cannot, and bigint adds up faster in the next step.
export const FACTS = `sum(u.cost_reported) as reported, sum(u.cost_listed) as listed,
  sum(u.requests)::bigint as requests, sum(u.requests_unknown)::bigint as requests_unknown,
  sum(u.fresh_input)::bigint as fresh, sum(u.cached_input)::bigint as cached,
  sum(u.cache_write_5m)::bigint as write_5m, sum(u.cache_write_1h)::bigint as write_1h,
  sum(u.cache_write_other)::bigint as write_other, sum(u.output)::bigint as output,
  sum(u.unpriced_rows)::bigint as unpriced, sum(u.rows)::bigint as rows, bool_and(u.remainder) as remainder`;

export const IN_PERIOD = "u.organisation_id = $1 and u.day between $2 and $3";
/** Of one row of `usage_day u`, for sums where unknown must not swallow what is known. */
export const COST = "coalesce(u.cost_reported, 0) + coalesce(u.cost_listed, 0)";

const TEXT_KEYS = {
  job: "d.job",
  model: "d.model",
  provider: "d.provider",
  owner: "d.owner",
  team: "d.team",
  costCenter: "d.cost_center",
  tier: "d.tier",
} as const;

/** Dimensions that the filters let through, with the key and label of their group; 0 is the endpoint without a name. */
export function words({ groupBy }: SpendQuery, narrowed: string[]): string {
  const text = groupBy === "endpoint" || groupBy === "day" ? null : TEXT_KEYS[groupBy];
  const key = text ? `coalesce(${folded(text)}, '${UNASSIGNED}') collate "C"` : "coalesce(d.endpoint_id, 0)";
  return `words as materialized (select d.id, ${key} as key, ${text ?? "null"}::text as label, d.tier, d.provider,
    d.model, d.owner, d.team, d.cost_center
    ${groupBy === "day" ? ", dense_rank() over (order by d.tier, d.provider, d.model) as mix" : ""}
    from dimension d where ${["d.organisation_id = $1", ...narrowed].join(" and ")})`;
}

/**
 * Facts added up as far as the words of their group allow, then joined with the words. Adding up per dimension first is
 * cheap: its id is a number. A day has no owner, so its facts are added up per tier, provider and model, which are few.
 */
export function atoms({ groupBy }: SpendQuery, isNarrowed: boolean): string {
  if (groupBy === "day")
    return `facts as (select u.day, words.mix, ${FACTS} from usage_day u join words on words.id = u.dimension_id
        where ${IN_PERIOD} group by u.day, words.mix),
      atoms as materialized (select f.*, f.day::text as key, f.day::text as label, w.tier, w.provider, w.model,
        null::text as owner, null::text as team, null::text as cost_center
        from facts f join (select distinct mix, tier, provider, model from words) w on w.mix = f.mix)`;
  return `facts as (select u.dimension_id, ${FACTS} from usage_day u
      ${isNarrowed ? "join words on words.id = u.dimension_id" : ""} where ${IN_PERIOD} group by u.dimension_id),
    atoms as materialized (select f.*, w.key, w.label, w.tier, w.provider, w.model, w.owner, w.team, w.cost_center
      from facts f join words w on w.id = f.dimension_id)`;
}
