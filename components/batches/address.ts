/** What stands in the address of the list. */
export type BatchesAddress = Partial<
  Record<"state" | "provider" | "costCenter" | "endpoint" | "cursor" | "row", string>
>;

export const TABS = ["all", "running", "attention", "finished"] as const;
export type Tab = (typeof TABS)[number];

export const FILTERS = ["provider", "costCenter", "endpoint"] as const;
export type FilterName = (typeof FILTERS)[number];

export function tabOf({ state }: BatchesAddress): Tab {
  return TABS.find((tab) => tab === state) ?? "all";
}

/** The same list with something else in its address; an empty word leaves it out, and the page begins anew. */
export function hrefOf(asked: BatchesAddress, change: BatchesAddress = {}, path = "/batches"): string {
  const search = new URLSearchParams();
  const words = { ...asked, cursor: "", row: "", ...change };
  for (const [name, value] of Object.entries(words)) if (value) search.set(name, value);
  return search.size > 0 ? `${path}?${search}` : path;
}

export const batchHref = (id: string) => `/batches/${encodeURIComponent(id)}`;

/** A batch that has not been started yet is looked at where it was made. */
export const draftHref = (id: string) => `/batches/new?batch=${encodeURIComponent(id)}`;
