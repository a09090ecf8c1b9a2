"use client";
import { type FormEvent, useActionState, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Input, Select } from "@/components/ui/field";
import { MoonIcon } from "@/components/ui/icons";
import { STAGES, type Stage } from "@/lib/core/values";
import { isRollBack } from "@/lib/stages/migration/model/rules";
import { STAGE_WORDS } from "@/lib/stages/migration/model/words";
import { type MoveAction, sayMoved } from "../say-moved";

type MovedRow = { key: string; stage: Stage; version: number };
type MoveFormsProps = { row: MovedRow; actions: Record<"move" | "rollBack" | "undo", MoveAction> };
type FormProps = { row: MovedRow; act: MoveAction; undo: MoveAction };

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
    <RollBackForm row={row} act={actions.rollBack} undo={actions.undo} />
  ) : (
    <MoveForm row={row} act={actions.move} undo={actions.undo} />
  );
}

/** With scripts the move is said with a way to take it back; without them the page comes anew. */
function useSending({ act, undo }: Pick<FormProps, "act" | "undo">) {
  const [state, send] = useActionState(act, null);
  const [result, setResult] = useState(state);
  const [isPending, start] = useTransition();
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    start(async () => {
      const done = await act(null, form);
      setResult(done);
      if (done.ok) sayMoved(done.data, { undo, start });
    });
  };
  const problem = [result, state].find((each) => each && !each.ok);
  return {
    form: { action: send, onSubmit },
    isPending,
    error: problem && !problem.ok ? problem.error : null,
  };
}

function MoveForm({ row, ...actions }: FormProps) {
  const { form, isPending, error } = useSending(actions);
  const [to, setTo] = useState<Stage>(NEXT[row.stage]);
  const choices = STAGES.filter((stage) => stage !== row.stage && stage !== "confirmed");
  const isNight = to === "pilot" || to === "migrated";
  return (
    <form {...form} aria-label="Move" className="flex flex-wrap items-center justify-end gap-2">
      <input type="hidden" name="key" value={row.key} />
      <input type="hidden" name="seen" value={row.version} />
      {error && (
        <p role="alert" className="w-full text-small text-bad">
          {error.message}
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

function RollBackForm({ row, ...actions }: FormProps) {
  const { form, isPending, error } = useSending(actions);
  return (
    <form {...form} aria-label="Roll back" className="flex flex-wrap items-center justify-end gap-2">
      <input type="hidden" name="key" value={row.key} />
      <input type="hidden" name="seen" value={row.version} />
      {error && (
        <p role="alert" className="w-full text-small text-bad">
          {error.message}
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
