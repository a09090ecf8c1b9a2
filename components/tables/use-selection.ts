"use client";
import { useRef, useState } from "react";
import type { ServerRow } from "./types";

/** Which rows are selected; with Shift all between the last selected one and this. */
export function useSelection(rows: ServerRow[]) {
  const [chosen, setChosen] = useState<Record<string, true>>({});
  const anchor = useRef<string | null>(null);
  const ids = rows.filter((row) => row.canSelect).map((row) => row.id);
  const select = (id: string, isRange: boolean) => {
    const to = ids.indexOf(id);
    const from = isRange ? ids.indexOf(anchor.current ?? id) : to;
    anchor.current = id;
    setChosen((old) => {
      if (!isRange && old[id]) return selection(Object.keys(old).filter((key) => key !== id));
      const range = ids.slice(Math.max(Math.min(from, to), 0), Math.max(from, to) + 1);
      return selection([...Object.keys(old), ...range]);
    });
  };
  const selectAll = (isOn: boolean) => setChosen(selection(isOn ? ids : []));
  return { chosen, setChosen, select, selectAll, clear: () => selectAll(false) };
}

function selection(ids: string[]): Record<string, true> {
  return Object.fromEntries(ids.map((id) => [id, true]));
}
