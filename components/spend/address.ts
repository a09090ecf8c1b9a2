import type { SpendQuery } from "@/lib/stages/spend/model/query";
import { type ColumnId, readColumns } from "./columns";

export const MENUS = [
  "minCost",
  "provider",
  "model",
  "owner",
  "team",
  "costCenter",
  "tier",
  "job",
  "verdict",
  "answer",
] as const;
export type MenuName = (typeof MENUS)[number];

/** What the page's address says beside the question: how it is looked at. */
export type Look = {
  columns: ColumnId[] | null;
  /** Keys of the groups that are open. */
  expanded: string[];
  /** The filter that is being set, and what is searched in its list. */
  menu: MenuName | null;
  words: string;
  showAll: boolean;
  /** The row that the cursor stands on. */
  row: string | null;
};

const MOST_EXPANDED = 5;

export function readLook(search: URLSearchParams): Look {
  return {
    columns: readColumns(search.getAll("columns")),
    expanded: [...new Set(search.getAll("expanded"))].slice(0, MOST_EXPANDED),
    menu: MENUS.find((name) => name === search.get("menu")) ?? null,
    words: (search.get("words") ?? "").slice(0, 200),
    showAll: search.get("show") === "all",
    row: search.get("row"),
  };
}

/** What does not survive a change of the question: places in a list that will be another one. */
const PLACES = ["cursor", "expanded", "menu", "words", "row", "show"];

type Change = Record<string, string | readonly string[] | null>;

/** The page with something changed. `keep` leaves the list as it is: only the look changes. */
export function hrefWith(search: string, change: Change, keep: readonly string[] = []): string {
  const params = new URLSearchParams(search);
  for (const name of PLACES) if (!keep.includes(name)) params.delete(name);
  for (const [name, value] of Object.entries(change)) {
    params.delete(name);
    if (value === null) continue;
    for (const word of typeof value === "string" ? [value] : value) params.append(name, word);
  }
  return params.size > 0 ? `/spend?${params}` : "/spend";
}

export const LIST = ["cursor", "expanded", "row", "show"] as const;

/** The same list with one value more or less. */
export function toggled(search: string, name: string, value: string): string[] {
  const values = new URLSearchParams(search).getAll(name);
  return values.includes(value) ? values.filter((word) => word !== value) : [...values, value];
}

/** Hidden fields that carry the rest of the address through a form. */
export function fieldsBeside(search: string, without: readonly string[]): [string, string][] {
  return [...new URLSearchParams(search)].filter(
    ([name]) => !without.includes(name) && !PLACES.includes(name),
  );
}

/** Sorted anew by a column: first the way that is natural for it, then the other. */
export function sortHref(search: string, { sort }: SpendQuery, by: string, isText: boolean): string {
  const isOn = sort.by === by;
  const descending = isOn ? !sort.descending : !isText;
  return hrefWith(search, {
    sort: by === "cost" ? null : by,
    order: descending === isText ? (descending ? "desc" : "asc") : null,
  });
}
