import { Download, Undo2 } from "lucide-react";
import { Button, ButtonLink, buttonClass } from "@/components/ui/button";
import type { ActionResult } from "@/lib/core/action-result";
import type { Import } from "@/lib/stages/imports/model/import";
import { FinishForm } from "./problems/finish-form";
import { FIX_FORM } from "./problems/fix-form-id";
import { rowsOf } from "./words";

type Props = {
  one: Import;
  mayWrite: boolean;
  /** Rows that can be put right stand on the page. */
  hasRows: boolean;
  /** Leaves the open rows out for good; null when there are none. */
  finish: ((previous: ActionResult | null, form: FormData) => Promise<ActionResult>) | null;
};

/** What can be done with an import, on the right of its title. */
export function ImportActions({ one, mayWrite, hasRows, finish }: Props) {
  const canTakeBack = mayWrite && one.status !== "taken-back" && one.takenBackAt === null;
  return (
    <>
      {one.status === "done" && one.rowsRejected > 0n && (
        <a href={`/imports/${one.id}/problems`} download className={buttonClass()}>
          <Download className="icon-s" />
          Download {rowsOf(one.rowsRejected)}
        </a>
      )}
      {canTakeBack && (
        <ButtonLink href={`/imports/${one.id}?confirm=take-back`}>
          <Undo2 className="icon-s" />
          Take back
        </ButtonLink>
      )}
      {mayWrite && finish && <FinishForm importId={one.id} fix={finish} />}
      {mayWrite && hasRows && (
        <Button type="submit" form={FIX_FORM} variant="primary">
          Import the fixed rows
        </Button>
      )}
    </>
  );
}
