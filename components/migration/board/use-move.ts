"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { toast } from "@/components/ui/overlay/toast";
import type { Stage } from "@/lib/core/values";
import { STAGE_WORDS } from "@/lib/stages/migration/model/words";
import type { Moving } from "./move-dialog";

/** Sends a move and says what came of it. One that met an open check opens the drawer there. */
export function useMove(move: FormAction | null, countIn: (stage: Stage) => number) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const send = (moving: Moving, to: Stage, reason: string) => {
    if (!move) return;
    startTransition(async () => {
      const form = new FormData();
      const fields = { key: moving.key, to, reason, seen: moving.version };
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      const result = await move(null, form);
      if (result.ok) {
        const count = countIn(to) + 1;
        toast({ text: `${moving.label} moved to ${STAGE_WORDS[to]}, ${count} there now` });
        return;
      }
      toast({ text: result.error.message, tone: "bad" });
      const check = result.error.fields?.check;
      if (!check) return router.refresh();
      const search = new URLSearchParams(window.location.search);
      for (const [name, value] of Object.entries({ open: moving.key, check, to })) search.set(name, value);
      router.push(`/migration?${search}`, { scroll: false });
    });
  };
  return { send, isPending };
}
