import { READY } from "../places";

/** Where N leads from any page. */
export const NEW_BATCH = "/batches/new";

/** What a key means: a pure function of the key, and of the G before it. */
export type Command =
  | { kind: "go"; href: string }
  | { kind: "await-place" }
  | { kind: "shortcuts" }
  | { kind: "theme" }
  | { kind: "undo" }
  | { kind: "press"; key: string }
  | null;

type Stroke = { key: string; shiftKey: boolean };

export function commandOf({ key, shiftKey }: Stroke, afterG: boolean): Command {
  const letter = key.toUpperCase();
  if (afterG) {
    const place = READY.find((entry) => entry.key === letter);
    return place ? { kind: "go", href: place.href } : null;
  }
  if (key === "?") return { kind: "shortcuts" };
  if (key.length !== 1 || key === " " || shiftKey) return null;
  if (letter === "G") return { kind: "await-place" };
  if (letter === "T") return { kind: "theme" };
  if (letter === "Z") return { kind: "undo" };
  return { kind: "press", key: letter };
}

/** All keys, for the sheet. Pages say their own with `aria-keyshortcuts`; these are the agreed words. */
export const KEYS: { keys: string[]; does: string }[] = [
  { keys: ["⌘", "K"], does: "Search and commands" },
  { keys: ["G", ...READY.map((place) => place.key)], does: "Go to a page: G, then its letter" },
  { keys: ["J", "K"], does: "Move the row cursor" },
  { keys: ["Enter", "Esc"], does: "Open, close" },
  { keys: ["X", "Shift X"], does: "Select a row, a range" },
  { keys: ["/"], does: "Filter" },
  { keys: ["[", "]"], does: "Previous, next period" },
  { keys: ["B"], does: "Group by" },
  { keys: ["M"], does: "Move to a stage" },
  { keys: ["N"], does: "New batch" },
  { keys: ["T"], does: "Light or dark" },
  { keys: ["Z"], does: "Undo the last action" },
  { keys: ["?"], does: "All shortcuts" },
];
