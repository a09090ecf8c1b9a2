import { Keyboard, type LucideIcon, Plus, SunMoon } from "lucide-react";
import { READY } from "../places";
import { switchTheme } from "../theme";
import { NEW_BATCH } from "./keymap";
import { openPanel } from "./panels";

export type PaletteItem = {
  id: string;
  label: string;
  hint: string;
  icon: LucideIcon;
  href?: string;
  run?: () => void;
};

/** What only some may do. */
export type Permitted = { startBatch: boolean };

/** Pages and commands that are offered whatever is typed. */
export function standingFor(may: Permitted): PaletteItem[] {
  return may.startBatch ? [...standing, newBatch] : standing;
}

const newBatch: PaletteItem = {
  id: "new-batch",
  label: "New batch",
  hint: "N",
  icon: Plus,
  href: NEW_BATCH,
};

const standing: PaletteItem[] = [
  ...READY.map((place) => ({
    id: place.id,
    label: place.label,
    hint: `G ${place.key}`,
    icon: place.icon,
    href: place.href,
  })),
  { id: "theme", label: "Light or dark", hint: "T", icon: SunMoon, run: switchTheme },
  { id: "shortcuts", label: "All shortcuts", hint: "?", icon: Keyboard, run: () => openPanel("shortcuts") },
];

/** Every word typed begins a word of the label. */
export function matching(items: PaletteItem[], typed: string): PaletteItem[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return items.filter(({ label }) => {
    const parts = label.toLowerCase().split(/\s+/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
}
