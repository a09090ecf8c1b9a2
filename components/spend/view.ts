import type { AskActions } from "@/components/questions/ask/ask-dialog";
import type { ActionResult } from "@/lib/core/action-result";
import type { SpendCounts, SpendPage } from "@/lib/stages/spend/model/page";
import type { SavedView } from "@/lib/stages/spend/model/saved-view";
import type { Look } from "./address";

type FormAction = (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;

export type Words = { words: string[]; hasMore: boolean; hasNone: boolean };

/** Everything that the page shows, read by its door. */
export type SpendView = {
  page: SpendPage;
  look: Look;
  /** The address after the `?`. */
  search: string;
  /** Endpoints of the groups that are open, by the group's key. */
  children: Map<string, SpendPage>;
  views: SavedView[];
  /** What part can wait by the word of its owner, by the endpoint's key. */
  shares: Map<string, number>;
  /** How many rows the built-in tabs have, as far as it is known without asking the ledger. */
  counts: SpendCounts | null;
  /** The open menu's list. */
  menu: Words | null;
  actions: {
    saveView: FormAction;
    removeView: FormAction;
    /** Null for who may not. */
    assignOwner: FormAction | null;
    askOwners: AskActions | null;
  };
};
