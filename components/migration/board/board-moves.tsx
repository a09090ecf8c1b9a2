"use client";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Stage } from "@/lib/core/values";
import { isRollBack } from "@/lib/stages/migration/model/rules";
import { BoardKeys } from "./board-keys";
import { cardAcross, cardBeside, cardOf, cardsIn, movingOf } from "./cards";
import { MoveDialog, type Moving } from "./move-dialog";
import { useDrag } from "./use-drag";
import { type Moves, useMove } from "./use-move";

type BoardMovesProps = { moves: Moves | null; isTable: boolean; foot: ReactNode; children: ReactNode };

/** Dragging, `M`, `Z` and the arrows over a board or table that the server drew. */
export function BoardMoves({ moves, isTable, foot, children }: BoardMovesProps) {
  const box = useRef<HTMLDivElement>(null);
  const key = useRef<string | null>(null);
  const [asked, setAsked] = useState<{ moving: Moving; to: Stage | null } | null>(null);
  const { send, isPending } = useMove(
    moves,
    (stage) => cardsIn(box.current).filter(({ dataset }) => dataset.stage === stage).length,
  );
  const current = () => cardsIn(box.current).find(({ dataset }) => dataset.card === key.current) ?? null;
  const focus = (card: HTMLElement | null | undefined) => card?.querySelector<HTMLElement>("a")?.focus();
  useFocusAfter(isPending, () => focus(current()));
  const walk = (step: number) => focus(cardBeside(box.current, current(), step));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey || !cardOf(event.target)) return;
    const step = { ArrowDown: 1, ArrowUp: -1, ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const isAcross = event.key === "ArrowRight" || event.key === "ArrowLeft";
    if (isAcross && isTable) return;
    event.preventDefault();
    if (isAcross) focus(cardAcross(box.current, current(), step));
    else walk(step);
  };
  const drag = useDrag(box, (moving, to) => {
    if (moving.stage === to) return;
    if (isRollBack(moving.stage, to)) setAsked({ moving, to });
    else send(moving, to, "");
  });
  const openMove = () => {
    const moving = movingOf(current() ?? cardsIn(box.current)[0] ?? null);
    if (moving) setAsked({ moving, to: null });
  };
  const close = () => {
    setAsked(null);
    focus(current());
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens for the cards inside
    <div
      ref={box}
      aria-busy={isPending}
      onFocus={(event) => {
        const card = cardOf(event.target);
        if (card) key.current = card.dataset.card ?? null;
      }}
      onKeyDown={onKeyDown}
      {...(moves && drag)}
    >
      {children}
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 pt-3.5 text-small text-text-3">
        <BoardKeys isTable={isTable} onWalk={walk} onMove={moves && openMove} />
        {foot}
      </div>
      {asked && (
        <MoveDialog
          {...asked}
          onClose={close}
          onMove={(to, reason) => {
            close();
            send(asked.moving, to, reason);
          }}
        />
      )}
    </div>
  );
}

/** A moved card is drawn anew in its new column: the focus that was on it follows. */
function useFocusAfter(isPending: boolean, focusAgain: () => void): void {
  const wasPending = useRef(false);
  useEffect(() => {
    if (wasPending.current && !isPending && document.activeElement === document.body) focusAgain();
    wasPending.current = isPending;
  });
}
