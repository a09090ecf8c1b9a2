"use client";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { toast } from "@/components/ui/overlay/toast";
import type { Stage } from "@/lib/core/values";
import { type MoveAction, sayMoved } from "../say-moved";
import type { Moving } from "./move-dialog";

export type Moves = { move: MoveAction; undo: MoveAction };

/** Sends a move and says what came of it. One that met an open check opens the drawer there. */
export function useMove(moves: Moves | null, countIn: (stage: Stage) => number) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const send = (moving: Moving, to: Stage, reason: string) => {
    if (!moves) return;
    startTransition(async () => {
      const form = new FormData();
      const fields = { key: moving.key, to, reason, seen: moving.version };
      for (const [name, value] of Object.entries(fields)) form.set(name, value);
      const result = await moves.move(null, form);
      if (result.ok) {
        sayMoved(result.data, { undo: moves.undo, start: startTransition, count: countIn(to) + 1 });
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
