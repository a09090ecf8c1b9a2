import { type Grouping, UNASSIGNED } from "@/lib/core/values";
import { hrefWith } from "./address";

/** What of the address a detail page needs to know its neighbours and its days. */
const LIST_WORDS = [
  "from",
  "to",
  "provider",
  "model",
  "owner",
  "team",
  "costCenter",
  "tier",
  "job",
  "endpoint",
];
const LIST_ORDER = ["minCost", "search", "sort", "order", "verdict", "answer"];

export function rowHref(key: string, search: string): string {
  const params = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(search))
    if (LIST_WORDS.includes(name) || LIST_ORDER.includes(name)) params.append(name, value);
  const path = `/spend/${encodeURIComponent(key)}`;
  return params.size > 0 ? `${path}?${params}` : path;
}

/** The endpoints of one group: its value becomes a filter, in the spelling that people know. */
export function groupHref(groupBy: Grouping, row: { key: string; label: string }, search: string): string {
  if (groupBy === "day") return hrefWith(search, { groupBy: null, from: row.key, to: row.key });
  return hrefWith(search, { groupBy: null, [groupBy]: row.key === UNASSIGNED ? row.key : row.label });
}

/** The list that a detail page was opened from. */
export function listHref(search: string, row: string): string {
  const params = new URLSearchParams(search);
  params.set("row", row);
  return `/spend?${params}`;
}
