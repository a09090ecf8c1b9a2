"use client";
import { useActionState } from "react";
import { type FormAction, fieldOf } from "@/components/settings/forms/form-action";
import { Button, buttonClass } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import type { MigrationRules } from "@/lib/stages/migration/model/rules";

/** How many pilots, how many nights, when to ask again. */
export function RulesForm({ rules, save }: { rules: MigrationRules; save: FormAction }) {
  const [state, act, isPending] = useActionState(save, null);
  const field = (name: keyof MigrationRules) => ({
    name,
    inputMode: "numeric" as const,
    defaultValue: String(rules[name]),
    required: true,
    ...fieldOf(state, name),
  });
  return (
    <Disclosure
      align="end"
      up
      summary="Rules"
      summaryClassName={buttonClass({ size: "sm", variant: "ghost" })}
      panelClassName="w-64"
    >
      <form action={act} aria-label="Rules" className="flex flex-col gap-2.5 p-2">
        <TextField label="Pilots at once" {...field("pilotLimit")} />
        <TextField label="Nights in a row that must pass" {...field("nights")} />
        <TextField label="Days until a declined one is asked again" {...field("askAgainDays")} />
        <div className="flex items-center justify-end gap-2">
          <span role="status" className="text-small text-text-2">
            {state?.ok && "Saved."}
          </span>
          <Button type="submit" disabled={isPending}>
            Save
          </Button>
        </div>
      </form>
    </Disclosure>
  );
}
