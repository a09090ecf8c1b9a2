import type { BatchRow } from "@/lib/stages/batches/model/view";
import type { BatchesAddress, FilterName, Tab } from "../address";

export type GroupId = "running" | "waiting" | "recent" | "earlier";
export type BatchSection = { id: GroupId; rows: BatchRow[]; count: number | null };

/** What the list shows, whatever verb read it. */
export type BatchesView = {
  counts: Record<Tab, number>;
  sections: BatchSection[];
  /** The next page of those that finished earlier; null: there is none. */
  nextCursor: string | null;
  /** The words that can be filtered by. */
  choices: Record<FilterName, { value: string; label: string }[]>;
  asked: BatchesAddress;
};

export const SECTION_TITLES: Record<GroupId, string> = {
  running: "Running",
  waiting: "Waiting",
  recent: "Finished in the last 24 hours",
  earlier: "Finished earlier",
};
