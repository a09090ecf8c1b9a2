import type { FormAction } from "@/components/settings/forms/form-action";
import { toast } from "@/components/ui/overlay/toast";
import type { Moved } from "@/lib/stages/migration/model/move";
import { STAGE_WORDS } from "@/lib/stages/migration/model/words";

export type MoveAction = FormAction<Moved>;
type Offer = { undo: MoveAction; start: (work: () => Promise<void>) => void; count?: number };

/** Says that it moved; for ten seconds `Z` or the button beside it takes that back. */
export function sayMoved({ key, label, to, version }: Moved, { undo, start, count }: Offer): void {
  const there = count === undefined ? "" : `, ${count} there now`;
  const takeBack = async () => {
    const form = new FormData();
    form.set("key", key);
    form.set("seen", String(version));
    const result = await undo(null, form);
    toast(
      result.ok
        ? { text: `${result.data.label} is back in ${STAGE_WORDS[result.data.to]}` }
        : { text: result.error.message, tone: "bad" },
    );
  };
  toast({ text: `${label} moved to ${STAGE_WORDS[to]}${there}`, undo: () => start(takeBack) });
}
