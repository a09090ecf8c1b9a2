import { Keyboard, type LucideIcon, SunMoon } from "lucide-react";
import { READY } from "../places";
import { switchTheme } from "../theme";
import { openPanel } from "./panels";

export type PaletteItem = {
  id: string;
  label: string;
  hint: string;
  icon: LucideIcon;
  href?: string;
  run?: () => void;
};

/** Pages and commands: always offered. */
export const standing: PaletteItem[] = [
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
