import { z } from "zod";
import { invalid } from "@/lib/core/errors";
import { type Picodollars, parseDollars, toDecimal } from "@/lib/core/money";
import { Day } from "@/lib/core/period";
import { type Grouping, GROUPINGS } from "@/lib/core/values";

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

const WORDS = z.array(z.string().max(400)).max(200);
const Parameters = z.object({
  from: Day.optional(),
  to: Day.optional(),
  groupBy: z.enum(GROUPINGS).default("endpoint"),
  minCost: z
    .string()
    .refine((text) => parseDollars(text) !== null, "Use dollars, such as 250 or 0.5.")
    .optional(),
  search: z.string().max(200).default(""),
  sort: z.enum(SORTS).default("cost"),
  order: z.enum(["asc", "desc"]).optional(),
  limit: z.coerce.number().int().min(1).max(MAX_ROWS).optional(),
  cursor: z
    .string()
    .regex(/^o\d{1,9}$/, "Use the nextCursor of the page before.")
    .optional(),
});
const PARAMETERS = Object.keys(Parameters.shape);
const TEXT_SORTS: readonly SortColumn[] = ["label", "owner", "team", "costCenter", "provider", "model"];

type Options = { limit: number; trend: boolean; ignore?: readonly string[] };

/** Reads the question from an address. Throws `invalid` with the fields that are wrong; an unknown name is wrong too. */
export function readQuery(search: URLSearchParams, { limit, trend, ignore = [] }: Options): SpendQuery {
  const known: readonly string[] = [...PARAMETERS, ...FILTERS, ...ignore];
  const unknown = [...new Set(search.keys())].filter((name) => !known.includes(name));
  const single = Object.fromEntries(
    PARAMETERS.flatMap((name) => {
      const value = search.get(name);
      return value === null || value === "" ? [] : [[name, value]];
    }),
  );
  const parsed = Parameters.safeParse(single);
  const fields = Object.fromEntries(unknown.map((name) => [name, "There is no such parameter."]));
  if (!parsed.success)
    for (const issue of parsed.error.issues) fields[issue.path.join(".") || "query"] = issue.message;
  const filters = readFilters(search, fields);
  if (!parsed.success || Object.keys(fields).length > 0)
    throw invalid(`The address is not understood: ${Object.keys(fields).join(", ")}.`, fields);
  const { from, to, groupBy, minCost, search: text, sort, order, cursor } = parsed.data;
  if (from && to && from > to)
    throw invalid("The period ends before it begins.", { to: "Choose a day on or after `from`." });
  return {
    from,
    to,
    groupBy,
    filters,
    minCost: minCost === undefined ? null : parseDollars(minCost),
    search: text.trim(),
    sort: { by: sort, descending: order ? order === "desc" : !TEXT_SORTS.includes(sort) },
    limit: parsed.data.limit ?? limit,
    offset: cursor ? Number(cursor.slice(1)) : 0,
    trend,
  };
}

function readFilters(search: URLSearchParams, fields: Record<string, string>): Filters {
  const filters: Filters = {};
  for (const name of FILTERS) {
    const values = WORDS.safeParse(search.getAll(name).filter((value) => value !== ""));
    if (!values.success) fields[name] = "Too many values, or one that is too long.";
    else if (values.data.length > 0) filters[name] = values.data;
  }
  return filters;
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
  return `o${offset}`;
}

/** True when nothing narrows the rows. */
export function isUnfiltered(query: SpendQuery): boolean {
  return Object.keys(query.filters).length === 0 && query.minCost === null && query.search === "";
}

export function isByCost(query: SpendQuery): boolean {
  return query.sort.by === "cost" && query.sort.descending;
}
