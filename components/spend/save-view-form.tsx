"use client";
import { X } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useActionState, useId } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { keptOf } from "@/lib/stages/spend/model/kept-address";
import type { SavedView } from "@/lib/stages/spend/model/saved-view";
import type { SpendView } from "./view";

type SaveViewFormProps = {
  views: SavedView[];
  /** The address is already that of a tab. */
  isKnown: boolean;
  save: SpendView["actions"]["saveView"];
  remove: SpendView["actions"]["removeView"];
};

/** Keeps filters, grouping, order and columns under a name; lists what is kept. Works without scripts. */
export function SaveViewForm({ views, isKnown, save, remove }: SaveViewFormProps) {
  // Columns are written into the address without asking the server: only the address itself knows them.
  const query = keptOf(useSearchParams().toString());
  const [result, onSave, isSaving] = useActionState(save, null);
  const [, onRemove] = useActionState(remove, null);
  const problem = result && !result.ok ? (result.error.fields?.name ?? result.error.message) : undefined;
  const heading = useId();
  return (
    <div className="flex flex-col gap-2.5 p-2">
      <form action={onSave} className="flex flex-col gap-2.5">
        <input type="hidden" name="query" value={query} />
        <TextField
          label="Name of the view"
          name="name"
          required
          maxLength={40}
          autoComplete="off"
          defaultValue={result && !result.ok ? (result.values?.name ?? "") : ""}
          error={problem}
          hint={
            isKnown
              ? "These filters already have a tab."
              : "Filters, grouping, order and columns; not the days."
          }
        />
        <Button type="submit" size="sm" variant="primary" disabled={isSaving}>
          Save view
        </Button>
      </form>
      {views.length > 0 && (
        <section aria-labelledby={heading} className="border-t border-line pt-2">
          <h2 id={heading} className="pb-1 text-column font-medium text-text-3">
            Your views
          </h2>
          {views.map((view) => (
            <form key={view.id} action={onRemove} className="flex items-center gap-2">
              <input type="hidden" name="id" value={view.id} />
              <span className="min-w-0 flex-1 truncate">{view.name}</span>
              <IconButton type="submit" label={`Remove the view ${view.name}`}>
                <X className="icon-xs" />
              </IconButton>
            </form>
          ))}
        </section>
      )}
    </div>
  );
}
