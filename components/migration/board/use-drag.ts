"use client";
import { type DragEvent, type RefObject, useRef } from "react";
import type { Stage } from "@/lib/core/values";
import { isStage } from "@/lib/stages/migration/model/words";
import { cardOf, movingOf } from "./cards";
import type { Moving } from "./move-dialog";

const columnOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-column]") : null;

/** The browser's own drag and drop: a card over a column. */
export function useDrag(box: RefObject<HTMLElement | null>, onMove: (moving: Moving, to: Stage) => void) {
  const dragged = useRef<Moving | null>(null);
  const light = (column: HTMLElement | null) => {
    for (const one of box.current?.querySelectorAll("[data-over]") ?? [])
      if (one !== column) one.removeAttribute("data-over");
    column?.setAttribute("data-over", "");
  };
  return {
    onDragStart: (event: DragEvent) => {
      dragged.current = movingOf(cardOf(event.target));
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged.current?.label ?? "");
    },
    onDragOver: (event: DragEvent) => {
      const column = columnOf(event.target);
      if (!dragged.current || !column) return;
      event.preventDefault();
      light(column);
    },
    onDragEnd: () => {
      dragged.current = null;
      light(null);
    },
    onDrop: (event: DragEvent) => {
      const to = columnOf(event.target)?.dataset.column ?? null;
      const moving = dragged.current;
      dragged.current = null;
      light(null);
      if (!moving || !isStage(to)) return;
      event.preventDefault();
      onMove(moving, to);
    },
  };
}
