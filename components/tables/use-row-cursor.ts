"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, type RefObject, useCallback, useState } from "react";
import type { ServerRow } from "./types";

/** What the cursor needs to know of a row. */
export type CursorTarget = Pick<ServerRow, "id" | "href" | "canSelect">;

type Options = {
  rows: readonly CursorTarget[];
  body: RefObject<HTMLElement | null>;
  initial: string | null;
  onSelect(id: string, isRange: boolean): void;
  onEscape(): void;
};

/**
 * One row is in the tab order at a time (roving tabindex). J, K and the arrows move it, Enter opens, X selects,
 * → and ← open and close a group. The row stands in the address, so that coming back finds it again.
 */
export function useRowCursor({ rows, body, initial, onSelect, onEscape }: Options) {
  const router = useRouter();
  const [chosen, setChosen] = useState(initial);
  const at = rows.findIndex((row) => row.id === chosen);
  const current = rows[Math.max(at, 0)];

  const stand = useCallback((id: string) => {
    setChosen(id);
    const search = new URLSearchParams(window.location.search);
    if (search.get("row") === id) return;
    search.set("row", id);
    window.history.replaceState(null, "", `${window.location.pathname}?${search}`);
  }, []);

  const go = useCallback(
    (step: number) => {
      const next =
        at < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(at + step, 0), rows.length - 1);
      const row = rows[next];
      if (!row) return;
      stand(row.id);
      body.current?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(row.id)}"]`)?.focus();
    },
    [at, rows, stand, body],
  );

  const onKeyDown = (event: KeyboardEvent<HTMLTableRowElement>, row: CursorTarget) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.key === "Escape") return onEscape();
    // Inside a row stand links and a box with keys of their own.
    if (event.target !== event.currentTarget) return;
    if (event.shiftKey && event.key.toLowerCase() === "x") {
      if (row.canSelect) onSelect(row.id, true);
    } else if (event.key === " ") {
      if (row.canSelect) onSelect(row.id, event.shiftKey);
    } else if (event.key === "ArrowDown") go(1);
    else if (event.key === "ArrowUp") go(-1);
    else if (event.key === "Enter") router.push(row.href);
    else if (event.key === "ArrowRight") press(event.currentTarget, "false");
    else if (event.key === "ArrowLeft") press(event.currentTarget, "true");
    else return;
    event.preventDefault();
  };

  return { current, marked: at < 0 ? null : chosen, stand, go, onKeyDown };
}

function press(row: HTMLElement, expanded: "true" | "false") {
  row.querySelector<HTMLElement>(`a[aria-expanded="${expanded}"]`)?.click();
}
