"use client";
import { useSyncExternalStore } from "react";

export type Panel = "search" | "shortcuts" | null;

let open: Panel = null;
const listeners = new Set<() => void>();

/** Any button of the shell may open a panel; one component shows it. */
export function openPanel(panel: Panel): void {
  open = panel;
  for (const listener of listeners) listener();
}

export function usePanel(): Panel {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => open,
    () => null,
  );
}
