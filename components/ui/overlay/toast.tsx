"use client";
import { Check, TriangleAlert, X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { IconButton } from "../button";
import { Kbd } from "../kbd";

const UNDO_MS = 10_000;

/** `undo` is offered for ten seconds, also by the key Z. */
export type ToastMessage = { text: string; tone?: "ok" | "bad"; undo?: () => unknown };
type Shown = ToastMessage & { id: number };

let shown: Shown | null = null;
let nextId = 1;
const listeners = new Set<() => void>();

function set(value: Shown | null) {
  shown = value;
  for (const listener of listeners) listener();
}
function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Says what just happened, in place of what was said before. */
export function toast(message: ToastMessage) {
  set({ ...message, id: nextId++ });
}

/** Undoes the last action while its toast stands. False when there is nothing to undo. */
export function undoLast(): boolean {
  if (!shown?.undo) return false;
  const { undo } = shown;
  set(null);
  undo();
  return true;
}

/** The one place where toasts appear; the shell renders it. */
export function Toaster() {
  const message = useSyncExternalStore(
    subscribe,
    () => shown,
    () => null,
  );
  useEffect(() => {
    if (!message) return;
    const timer = setTimeout(() => shown?.id === message.id && set(null), UNDO_MS);
    return () => clearTimeout(timer);
  }, [message]);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-4 z-50 flex justify-center px-4 max-md:bottom-20"
    >
      {message && (
        <div className="rise-in pointer-events-auto flex min-w-[300px] items-center gap-2 rounded-notice border border-line-2 bg-raised py-2 pr-2 pl-3 shadow-3">
          {message.tone === "bad" ? (
            <TriangleAlert className="icon-s text-bad" />
          ) : (
            <Check className="icon-s" />
          )}
          <span className="mr-auto pr-4">{message.text}</span>
          {message.undo && (
            <button
              type="button"
              onClick={undoLast}
              className="underlined flex min-h-6 items-center gap-2 px-1 font-strong"
            >
              Undo <Kbd>Z</Kbd>
            </button>
          )}
          <IconButton label="Dismiss" onClick={() => set(null)}>
            <X className="icon-s" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
