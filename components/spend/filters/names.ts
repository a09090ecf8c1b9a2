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

export function wordName(filter: FilterName | "minCost", word: string): string {
  if (word === UNASSIGNED) return filter === "owner" ? "nobody" : "none";
  return filter === "provider" ? providerName(word) : word;
}
