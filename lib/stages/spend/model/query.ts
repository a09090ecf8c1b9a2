import { z } from "zod";
import { invalid } from "@/lib/core/errors";
import { type Picodollars, parseDollars, toDecimal } from "@/lib/core/money";
import { cursorOf, readCursor } from "@/lib/core/paging";
import { Day } from "@/lib/core/period";
import { GROUPINGS, type Grouping } from "@/lib/core/values";

/** What can be filtered by; each may be repeated, and `unassigned` stands for "no value". */
export const FILTERS = [
  "provider",
  "model",
  "owner",
  "team",
  "costCenter",
  "tier",
  "endpoint",
  "job",
  "verdict",
  "answer",
] as const;
/** Words of the filter `answer` for rows that have none: asked and not answered yet, or never asked. */
export const ASKING = ["waiting", "not-asked"] as const;
export type FilterName = (typeof FILTERS)[number];
export type Filters = Partial<Record<FilterName, string[]>>;

export const SORTS = [
  "cost",
  "label",
  "owner",
  "team",
  "costCenter",
  "provider",
  "model",
  "costSync",
  "costBatch",
  "requests",
  "inputTokens",
  "outputTokens",
  "cacheHits",
] as const;
export type SortColumn = (typeof SORTS)[number];
export type Sort = { by: SortColumn; descending: boolean };

/** The one question behind the page, the CSV and the API. */
export type SpendQuery = {
  from?: Day | undefined;
  to?: Day | undefined;
  groupBy: Grouping;
  filters: Filters;
  minCost: Picodollars | null;
  /** Text that the name, owner, team or cost center of a row contains. */
  search: string;
  sort: Sort;
  limit: number;
  offset: number;
  /** Cost per day of each row; it costs a second look at the rows. */
  trend: boolean;
};

export const MAX_ROWS = 5000;

const TEXT_SORTS: readonly SortColumn[] = ["label", "owner", "team", "costCenter", "provider", "model"];
const words = z
  .preprocess(
    (value) =>
      value === undefined || value === "" ? undefined : [value].flat().filter((word) => word !== ""),
    z
      .array(z.string().max(400, "Use at most 400 characters."))
      .max(200, "Use at most 200 values.")
      .optional(),
  )
  .optional();
const oneOf = <const Words extends readonly string[]>(words: Words) =>
  z.enum(words, `Use one of ${words.join(", ")}.`);
const isDollars = (text: string) => parseDollars(text) !== null;

/** The question as an address says it; also what openapi.json tells. */
export const SpendParameters = z.object({
  from: Day.optional(),
  to: Day.optional(),
  groupBy: oneOf(GROUPINGS).default("endpoint"),
  provider: words,
  model: words,
  owner: words,
  team: words,
  costCenter: words,
  tier: words,
  endpoint: words,
  job: words,
  verdict: words,
  answer: words,
  minCost: z.string().refine(isDollars, "Use dollars, such as 250 or 0.5.").optional(),
  search: z.string().max(200).default(""),
  sort: oneOf(SORTS).default("cost"),
  order: oneOf(["asc", "desc"]).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_ROWS).optional(),
  cursor: z.string().max(100).optional(),
});
export type SpendParameters = z.infer<typeof SpendParameters>;

const Offset = z.tuple([z.number().int().min(0)]);

export function queryOf(given: SpendParameters, defaults: { limit: number; trend: boolean }): SpendQuery {
  const { from, to, sort, order } = given;
  if (from && to && from > to)
    throw invalid("The period ends before it begins.", { to: "Choose a day on or after `from`." });
  const filters: Filters = {};
  for (const name of FILTERS) {
    const values = given[name];
    if (values && values.length > 0) filters[name] = values;
  }
  return {
    from,
    to,
    groupBy: given.groupBy,
    filters,
    minCost: given.minCost === undefined ? null : parseDollars(given.minCost),
    search: given.search.trim(),
    sort: { by: sort, descending: order ? order === "desc" : !TEXT_SORTS.includes(sort) },
    limit: given.limit ?? defaults.limit,
    offset: readCursor(given.cursor, Offset)?.[0] ?? 0,
    trend: defaults.trend,
  };
}

/** The question of a page's address, whose other parameters belong to the page. Throws `invalid`, naming the fields. */
export function readAddress(search: URLSearchParams, limit: number): SpendQuery {
  const names = Object.keys(SpendParameters.shape).filter((name) => (search.get(name) ?? "") !== "");
  const given = names.map((name) => {
    const all = search.getAll(name);
    return [name, all.length > 1 ? all : all[0]];
  });
  const parsed = SpendParameters.safeParse(Object.fromEntries(given));
  if (parsed.success) return queryOf(parsed.data, { limit, trend: true });
  const fields = Object.fromEntries(
    parsed.error.issues.map((issue) => [issue.path.join("."), issue.message]),
  );
  throw invalid(`The address is not understood: ${Object.keys(fields).join(", ")}.`, fields);
}

/** The address that brings the question back; what is the default is left out. */
export function writeQuery(query: SpendQuery): URLSearchParams {
  const search = new URLSearchParams();
  if (query.from) search.set("from", query.from);
  if (query.to) search.set("to", query.to);
  if (query.groupBy !== "endpoint") search.set("groupBy", query.groupBy);
  for (const name of FILTERS) for (const value of query.filters[name] ?? []) search.append(name, value);
  if (query.minCost !== null) search.set("minCost", toDecimal(query.minCost).replace(/\.00$/, ""));
  if (query.search) search.set("search", query.search);
  const { by, descending } = query.sort;
  if (by !== "cost") search.set("sort", by);
  if (descending === TEXT_SORTS.includes(by)) search.set("order", descending ? "desc" : "asc");
  if (query.offset > 0) search.set("cursor", cursorAt(query.offset));
  return search;
}

export function cursorAt(offset: number): string {
  return cursorOf([offset]);
}

/** True when nothing narrows the rows. */
export function isUnfiltered(query: SpendQuery): boolean {
  return Object.keys(query.filters).length === 0 && query.minCost === null && query.search === "";
}

export function isByCost(query: SpendQuery): boolean {
  return query.sort.by === "cost" && query.sort.descending;
}
