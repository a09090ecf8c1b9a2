import { Day, type Period } from "@/lib/core/period";

export type OverviewSearch = Record<string, string | string[] | undefined>;

/** What the address of the overview says; a word that is not understood is left out, since a page is not a form. */
export function readSearch(asked: OverviewSearch): {
  period: Partial<Period>;
  /** Null: nobody has chosen. */
  show: "mine" | "everyone" | null;
  search: string;
  isLoadingSample: boolean;
} {
  const from = Day.safeParse(asked.from).data;
  const to = Day.safeParse(asked.to).data;
  const period: Partial<Period> = from && to && from <= to ? { from, to } : {};
  const show = asked.steps === "everyone" || asked.steps === "mine" ? asked.steps : null;
  const search = new URLSearchParams(Object.entries(period));
  if (show) search.set("steps", show);
  return { period, show, search: search.toString(), isLoadingSample: asked.sample === "loading" };
}
