import { providerName } from "@/components/ui/provider-mark";
import { UNASSIGNED } from "@/lib/core/values";
import type { FilterName } from "@/lib/stages/spend/model/query";
import type { MenuName } from "../address";

/** How a filter is called on its chip. */
export const FILTER_NAMES: Record<FilterName | "minCost", string> = {
  minCost: "Spend over",
  provider: "Provider",
  model: "Model",
  owner: "Owner",
  team: "Team",
  costCenter: "Cost center",
  tier: "Tier",
  endpoint: "Endpoint",
  job: "Job",
  verdict: "Batch fit",
  answer: "Answer",
};

/** Always offered; the others stand behind "More". */
export const NEAR: MenuName[] = ["provider", "model", "team"];
export const FAR: MenuName[] = ["minCost", "owner", "costCenter", "tier", "job"];

/** Words of ours as the page says them. */
const SPOKEN: Record<string, string> = {
  good: "Good fit",
  partial: "Partial fit",
  "stays-sync": "Stays sync",
  "not-enough-data": "Not enough data",
  yes: "Yes",
  part: "Part",
  no: "No",
  waiting: "Waiting",
  "not-asked": "Not asked",
};

/** Filters that appear with the first row that has such a thing. */
export const LATER: MenuName[] = ["verdict", "answer"];

export function wordName(filter: FilterName | "minCost", word: string): string {
  if (word === UNASSIGNED) return filter === "owner" ? "nobody" : filter === "answer" ? "No answer" : "none";
  return filter === "provider" ? providerName(word) : (SPOKEN[word] ?? word);
}
