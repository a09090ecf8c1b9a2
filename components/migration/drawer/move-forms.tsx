"use client";
import { useActionState, useState } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/field";
import { MoonIcon } from "@/components/ui/icons";
import { STAGES, type Stage } from "@/lib/core/values";
import { isRollBack } from "@/lib/stages/migration/model/rules";
import { STAGE_WORDS } from "@/lib/stages/migration/model/words";

type MovedRow = { key: string; stage: Stage; version: number };
type MoveFormsProps = { row: MovedRow; actions: Record<"move" | "rollBack", FormAction> };

const NEXT: Record<Stage, Stage> = {
  candidate: "approved",
  asked: "approved",
  approved: "pilot",
  pilot: "migrated",
  migrated: "approved",
  confirmed: "approved",
  declined: "candidate",
};

/** The next stage is chosen already; every other one is in the list. Back to sync asks why. */
export function MoveForms({ row, actions }: MoveFormsProps) {
  const runsAsBatch = row.stage === "migrated" || row.stage === "confirmed";
  return runsAsBatch ? (
    <RollBackForm row={row} act={actions.rollBack} />
  ) : (
    <MoveForm row={row} act={actions.move} />
  );
}

function MoveForm({ row, act }: { row: MovedRow; act: FormAction }) {
  const [state, send, isPending] = useActionState(act, null);
  const [to, setTo] = useState<Stage>(NEXT[row.stage]);
  const choices = STAGES.filter((stage) => stage !== row.stage && stage !== "confirmed");
  const isNight = to === "pilot" || to === "migrated";
  return (
    <form action={send} aria-label="Move" className="flex flex-wrap items-center justify-end gap-2">
      <input type="hidden" name="key" value={row.key} />
      <input type="hidden" name="seen" value={row.version} />
      {state && !state.ok && (
        <p role="alert" className="w-full text-small text-bad">
          {state.error.message}
        </p>
      )}
      <Select
        name="to"
        aria-label="Stage"
        value={to}
        onChange={(event) => setTo(choices.find((stage) => stage === event.target.value) ?? to)}
        className="w-36"
      >
        {choices.map((stage) => (
          <option key={stage} value={stage}>
            {STAGE_WORDS[stage]}
          </option>
        ))}
      </Select>
      <Input
        name="reason"
        aria-label="Why"
        placeholder={isRollBack(row.stage, to) ? "Why does it go back?" : "Why, if you like"}
        required={isRollBack(row.stage, to)}
        maxLength={500}
        className="min-w-28 flex-1"
      />
      <Button type="submit" variant={isNight ? "night" : "primary"} disabled={isPending}>
        {isNight && <MoonIcon className="icon-s" />}
        {`Move to ${STAGE_WORDS[to]}`}
      </Button>
    </form>
  );
}

function RollBackForm({ row, act }: { row: MovedRow; act: FormAction }) {
  const [state, send, isPending] = useActionState(act, null);
  return (
    <form action={send} aria-label="Roll back" className="flex flex-wrap items-center justify-end gap-2">
      <input type="hidden" name="key" value={row.key} />
      <input type="hidden" name="seen" value={row.version} />
      {state && !state.ok && (
        <p role="alert" className="w-full text-small text-bad">
          {state.error.message}
        </p>
      )}
      <Input
        name="reason"
        aria-label="Why"
        placeholder="Why does it go back?"
        required
        maxLength={500}
        className="min-w-28 flex-1"
      />
      <Button type="submit" variant="day" disabled={isPending}>
        Roll back to sync
      </Button>
    </form>
  );
}
