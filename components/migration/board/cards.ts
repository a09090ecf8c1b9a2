import { isStage } from "@/lib/stages/migration/model/words";
import type { Moving } from "./move-dialog";

/** What the server wrote on a card or row: `data-card`, `data-label`, `data-stage`, `data-version`. */
export const cardOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>("[data-card]") : null;

export const cardsIn = (box: HTMLElement | null | undefined) => [
  ...(box?.querySelectorAll<HTMLElement>("[data-card]") ?? []),
];

export function movingOf(card: HTMLElement | null): Moving | null {
  const stage = card?.dataset.stage ?? null;
  if (!card || !isStage(stage)) return null;
  const { card: key = "", label = "", version = "0" } = card.dataset;
  return { key, label, stage, version };
}

/** The card one step up or down; the first when none is current. */
export function cardBeside(box: HTMLElement | null, current: HTMLElement | null, step: number) {
  const all = cardsIn(box);
  const at = current ? all.indexOf(current) : -1;
  return all[at < 0 ? 0 : Math.min(Math.max(at + step, 0), all.length - 1)];
}

/** The card at the same height in the next column that has one. */
export function cardAcross(box: HTMLElement | null, current: HTMLElement | null, step: number) {
  const columns = [...(box?.querySelectorAll<HTMLElement>("[data-column]") ?? [])].filter(
    (column) => cardsIn(column).length > 0,
  );
  const at = columns.findIndex((column) => column.contains(current));
  const height = current ? cardsIn(columns[at]).indexOf(current) : 0;
  const next = cardsIn(columns[at < 0 ? 0 : Math.min(Math.max(at + step, 0), columns.length - 1)]);
  return next[Math.min(height, next.length - 1)];
}
