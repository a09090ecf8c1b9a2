"use client";
import { Undo2 } from "lucide-react";
import { useActionState } from "react";
import { Button, ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ActionResult } from "@/lib/core/action-result";

type Props = {
  importId: string;
  filename: string;
  /** What it takes out of the figures, in words. */
  loses: string;
  takeBack: (previous: ActionResult | null, form: FormData) => Promise<ActionResult>;
};

/** The question before an import is taken back; its address is the page's, so that it works without scripts. */
export function TakeBackQuestion({ importId, filename, loses, takeBack }: Props) {
  const [state, send, isPending] = useActionState(takeBack, null);
  return (
    <form action={send} className="pb-4">
      <input type="hidden" name="importId" value={importId} />
      <Notice
        role="alert"
        icon={<Undo2 className="icon" />}
        title={`Take ${filename} back?`}
        actions={
          <>
            <ButtonLink href={`/imports/${importId}`}>Keep it</ButtonLink>
            <Button type="submit" variant="danger" disabled={isPending}>
              Take it back
            </Button>
          </>
        }
      >
        {loses} What it had replaced returns. The file is deleted here.
        {state && !state.ok && <span className="text-bad"> {state.error.message}</span>}
      </Notice>
    </form>
  );
}
