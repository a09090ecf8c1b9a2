import type { ReactNode } from "react";
import { cx } from "./class-names";

type KbdProps = { children: ReactNode; onInk?: boolean; onNight?: boolean };

/** A key. `onInk`: inside a primary button; `onNight`: inside one that moves work to batch. */
export function Kbd({ children, onInk = false, onNight = false }: KbdProps) {
  return (
    <kbd
      className={cx(
        "inline-block min-w-4 rounded-[3px] border px-1 text-center font-sans text-[10.5px] leading-4 font-medium",
        onInk && "border-on-ink/35 text-on-ink/80",
        onNight && "border-on-night/40 text-on-night",
        !onInk && !onNight && "border-line-2 bg-bg text-text-3",
      )}
    >
      {children}
    </kbd>
  );
}
