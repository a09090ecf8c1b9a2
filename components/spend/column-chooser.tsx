"use client";
import { ArrowDown, ArrowUp, Columns3, GripVertical } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { type DragEvent, useState } from "react";
import { Button, buttonClass, IconButton } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { arranged, COLUMNS, type ColumnId, readColumns } from "./columns";

const nameOf = (id: ColumnId) => COLUMNS.find((column) => column.id === id)?.name ?? id;

/** Writes the columns into the address without asking the server: all cells are already here. */
function remember(columns: ColumnId[] | null) {
  const search = new URLSearchParams(window.location.search);
  search.delete("columns");
  for (const id of columns ?? []) search.append("columns", id);
  window.history.replaceState(null, "", search.size > 0 ? `?${search}` : window.location.pathname);
}

/** Which columns are shown, in which order. Saved with the view; without scripts a form with boxes. */
export function ColumnChooser({ available }: { available: ColumnId[] }) {
  const written = useSearchParams().getAll("columns");
  // The address follows a moment later: the boxes show what was chosen at once, and anew when a view changes it.
  const [now, setNow] = useState({ written: written.join(), chosen: readColumns(written) });
  if (now.written !== written.join()) setNow({ written: written.join(), chosen: readColumns(written) });
  const { shown, all } = arranged(now.chosen, available);
  const [dragged, setDragged] = useState<ColumnId | null>(null);
  const choose = (chosen: ColumnId[] | null) => {
    setNow({ ...now, chosen });
    remember(chosen);
  };
  const place = (id: ColumnId, before: number) => {
    const rest = all.filter((other) => other !== id);
    const order = [...rest.slice(0, before), id, ...rest.slice(before)];
    choose(order.filter((other) => shown.includes(other)));
  };
  const toggle = (id: ColumnId) => choose(all.filter((other) => shown.includes(other) !== (other === id)));
  const onDrop = (event: DragEvent, index: number) => {
    event.preventDefault();
    if (dragged) place(dragged, index);
    setDragged(null);
  };
  return (
    <Disclosure
      align="end"
      className="max-md:hidden"
      panelClassName="w-[264px]"
      summaryClassName={buttonClass()}
      summary={
        <>
          <Columns3 className="icon-s" />
          Columns
        </>
      }
    >
      <form action="/spend" method="get">
        <ul>
          {all.map((id, index) => (
            <li
              key={id}
              draggable
              onDragStart={() => setDragged(id)}
              onDragOver={(event) => event.preventDefault()}
              onDrop={(event) => onDrop(event, index)}
              className="flex min-h-7 items-center gap-1.5 rounded-chip px-1 hover:bg-sel"
            >
              <GripVertical className="icon-s cursor-grab text-text-3" />
              <Checkbox
                name="columns"
                value={id}
                checked={shown.includes(id)}
                disabled={id === "cost"}
                onChange={() => toggle(id)}
                label={nameOf(id)}
              />
              <span className="ml-auto flex">
                <IconButton
                  label={`Move ${nameOf(id)} up`}
                  disabled={index === 0}
                  onClick={() => place(id, index - 1)}
                >
                  <ArrowUp className="icon-xs" />
                </IconButton>
                <IconButton
                  label={`Move ${nameOf(id)} down`}
                  disabled={index === all.length - 1}
                  onClick={() => place(id, index + 1)}
                >
                  <ArrowDown className="icon-xs" />
                </IconButton>
              </span>
            </li>
          ))}
        </ul>
        <div className="mt-1 border-t border-line pt-1">
          <Button variant="ghost" size="sm" disabled={now.chosen === null} onClick={() => choose(null)}>
            Reset
          </Button>
          <noscript>
            <Button type="submit" size="sm">
              Show
            </Button>
          </noscript>
        </div>
      </form>
    </Disclosure>
  );
}
