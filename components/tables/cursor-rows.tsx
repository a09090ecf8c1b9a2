"use client";
import { createContext, type KeyboardEvent, type ReactNode, useContext, useRef } from "react";
import { cx } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { type CursorTarget, useRowCursor } from "./use-row-cursor";

type Cursor = {
  stop: string | null;
  marked: string | null;
  stand(id: string): void;
  onKeyDown(event: KeyboardEvent<HTMLTableRowElement>, row: CursorTarget): void;
};
const Standing = createContext<Cursor | null>(null);
const nothing = () => {};

type CursorRowsProps = {
  rows: { id: string; href: string }[];
  /** The row that the address stands on. */
  initial: string | null;
  /** The table with its `CursorRow`s, drawn by the server. */
  children: ReactNode;
};

/** J, K and the arrows move along the rows of a table, Enter opens; one row at a time is in the tab order. */
export function CursorRows({ rows, initial, children }: CursorRowsProps) {
  const body = useRef<HTMLDivElement>(null);
  const targets = rows.map((row) => ({ ...row, canSelect: false }));
  const cursor = useRowCursor({ rows: targets, body, initial, onSelect: nothing, onEscape: nothing });
  const { current, marked, stand, onKeyDown } = cursor;
  return (
    <Standing value={{ stop: current?.id ?? null, marked, stand, onKeyDown }}>
      <div ref={body}>{children}</div>
      {rows.length > 0 && <Keys onGo={cursor.go} />}
    </Standing>
  );
}

type CursorRowProps = { id: string; href: string; className?: string; children: ReactNode };

export function CursorRow({ id, href, className, children }: CursorRowProps) {
  const cursor = useContext(Standing);
  const isMarked = cursor?.marked === id;
  return (
    <tr
      data-row={id}
      tabIndex={cursor?.stop === id ? 0 : -1}
      onFocus={() => cursor?.stand(id)}
      onKeyDown={(event) => cursor?.onKeyDown(event, { id, href, canSelect: false })}
      className={cx(
        "-outline-offset-2 hover:bg-sunk focus-within:bg-sunk",
        isMarked && "bg-sunk [&>:first-child]:shadow-[inset_2px_0_0_var(--text)]",
        className,
      )}
    >
      {children}
    </tr>
  );
}

/** Each letter is a button, which the shell presses when its key is, unless single keys are off. */
function Keys({ onGo }: { onGo(step: number): void }) {
  return (
    <div className="flex gap-x-[18px] pt-3 text-small text-text-3 max-md:hidden">
      <span className="inline-flex min-h-6 items-center gap-1">
        <Key name="J" label="Next row" onPress={() => onGo(1)} />
        <Key name="K" label="Previous row" onPress={() => onGo(-1)} /> move
      </span>
      <span className="inline-flex min-h-6 items-center gap-1">
        <Kbd>Enter</Kbd> open
      </span>
    </div>
  );
}

function Key({ name, label, onPress }: { name: string; label: string; onPress(): void }) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={name}
      onClick={onPress}
      className="grid min-h-6 min-w-6 place-items-center rounded-ctl hover:bg-sel"
    >
      <Kbd>{name}</Kbd>
    </button>
  );
}
