import type { SortColumn } from "@/lib/stages/spend/model/query";

export type ColumnId =
  | "models"
  | "cost"
  | "cumulative"
  | "trend"
  | "tokens"
  | "cache"
  | "fit"
  | "answer"
  | "saving"
  | "requests"
  | "costSync"
  | "costBatch"
  | "costCenter";

type Column = {
  id: ColumnId;
  /** As the chooser calls it. */
  name: string;
  sort?: SortColumn;
  /** Drawn only when some row has something to say. */
  needsData?: true;
  /** Not shown until somebody asks for it. */
  optional?: true;
  /** Classes of heading and cells: width, alignment, and from which width of the window on. */
  className: string;
};

/** All columns that can be moved and hidden, in the order of the design. Rank and name always stand first. */
export const COLUMNS: Column[] = [
  { id: "models", name: "Provider, model", sort: "model", className: "w-[150px] max-md:hidden" },
  { id: "cost", name: "Spend", sort: "cost", className: "w-[128px] max-md:w-[112px]" },
  { id: "cumulative", name: "Cumulative", className: "w-[86px] max-md:hidden" },
  { id: "trend", name: "Daily trend", className: "w-[76px] max-lg:hidden" },
  {
    id: "tokens",
    name: "Tokens in, out",
    sort: "inputTokens",
    className: "w-[62px] text-right max-lg:hidden",
  },
  { id: "cache", name: "Cache hits", sort: "cacheHits", className: "w-[48px] text-right max-lg:hidden" },
  // Where there is room for it, a reason of 36 characters stands whole.
  { id: "fit", name: "Batch fit", needsData: true, className: "w-auto min-[1400px]:w-[222px] max-lg:hidden" },
  { id: "answer", name: "Owner says", needsData: true, className: "w-[86px] max-md:hidden" },
  { id: "saving", name: "Saving per month", needsData: true, className: "w-[84px] text-right max-md:hidden" },
  {
    id: "requests",
    name: "Requests",
    sort: "requests",
    optional: true,
    className: "w-[74px] text-right max-md:hidden",
  },
  {
    id: "costSync",
    name: "Sync",
    sort: "costSync",
    optional: true,
    className: "w-[78px] text-right max-md:hidden",
  },
  {
    id: "costBatch",
    name: "Batch",
    sort: "costBatch",
    optional: true,
    className: "w-[78px] text-right max-md:hidden",
  },
  {
    id: "costCenter",
    name: "Cost center",
    sort: "costCenter",
    optional: true,
    className: "w-[100px] max-md:hidden",
  },
];

/** What the address chose; null when it chose nothing. Spend itself cannot be hidden. */
export function readColumns(words: string[]): ColumnId[] | null {
  const chosen = words.flatMap((word) => COLUMNS.find((column) => column.id === word)?.id ?? []);
  if (chosen.length === 0) return null;
  return [...new Set<ColumnId>(chosen.includes("cost") ? chosen : ["cost", ...chosen])];
}

/** Shown where nothing was chosen: all that are not optional. */
export const USUAL: ColumnId[] = COLUMNS.filter((column) => !column.optional).map((column) => column.id);

/** All that exist here, the shown ones first in their order: what the chooser lists. */
export function arranged(chosen: ColumnId[] | null, available: ColumnId[]) {
  const shown = (chosen ?? USUAL).filter((id) => available.includes(id));
  const rest = available.filter((id) => !shown.includes(id));
  return { shown, all: [...shown, ...rest] };
}
