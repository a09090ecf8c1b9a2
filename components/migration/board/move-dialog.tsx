"use client";
import { type KeyboardEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Radio } from "@/components/ui/checkbox";
import { Field, Input } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { Dialog, DialogContent } from "@/components/ui/overlay/dialog";
import { STAGES, type Stage } from "@/lib/core/values";
import { isRollBack } from "@/lib/stages/migration/model/rules";
import { STAGE_KEYS, STAGE_WORDS } from "@/lib/stages/migration/model/words";

export type Moving = { key: string; label: string; stage: Stage; version: string };
type MoveDialogProps = {
  moving: Moving;
  to: Stage | null;
  onMove(to: Stage, reason: string): void;
  onClose(): void;
};

/** `M`, then a stage by its digit. What goes back to sync asks why. */
export function MoveDialog({ moving, to: given, onMove, onClose }: MoveDialogProps) {
  const [to, setTo] = useState(given);
  const [reason, setReason] = useState("");
  const needsReason = to !== null && isRollBack(moving.stage, to);
  const canMove = to !== null && (!needsReason || reason.trim() !== "");
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLInputElement && event.target.type === "text") return;
    const stage = STAGES.find((one) => STAGE_KEYS[one] === event.key);
    if (!stage || stage === moving.stage) return;
    event.preventDefault();
    setTo(stage);
  };
  return (
    <Dialog open onOpenChange={(isOpen) => isOpen || onClose()}>
      <DialogContent
        title={`Move ${moving.label}`}
        description={`It stands in ${STAGE_WORDS[moving.stage]}.`}
      >
        <form
          aria-label="Move"
          onKeyDown={onKeyDown}
          onSubmit={(event) => {
            event.preventDefault();
            if (canMove && to) onMove(to, reason.trim());
          }}
        >
          <fieldset>
            <legend className="sr-only">Stage</legend>
            {STAGES.map((stage) => (
              <div key={stage} className="flex items-center justify-between border-b border-line py-1.5">
                <Radio
                  name="to"
                  value={stage}
                  label={STAGE_WORDS[stage]}
                  checked={to === stage}
                  disabled={stage === moving.stage}
                  onChange={() => setTo(stage)}
                />
                <Kbd>{STAGE_KEYS[stage]}</Kbd>
              </div>
            ))}
          </fieldset>
          <Field label={needsReason ? "Why does it go back to sync?" : "Why, if you like"} className="mt-3">
            {(control) => (
              <Input
                type="text"
                value={reason}
                maxLength={500}
                required={needsReason}
                onChange={(event) => setReason(event.target.value)}
                {...control}
              />
            )}
          </Field>
          <div className="mt-4 flex justify-end gap-2">
            <Button variant="ghost" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" disabled={!canMove}>
              {to ? `Move to ${STAGE_WORDS[to]}` : "Move"}
            </Button>
          </div>
        </form>
      </DialogContent>
    </Dialog>
  );
}
