import type { ReactNode } from "react";
import { cx } from "./class-names";

/** A key. `onInk`: inside a primary button. */
export function Kbd({ children, onInk = false }: { children: ReactNode; onInk?: boolean }) {
  return (
    <kbd
      className={cx(
        "inline-block min-w-4 rounded-[3px] border px-1 text-center font-sans text-[10.5px] leading-4 font-medium",
        onInk ? "border-on-ink/35 text-on-ink/80" : "border-line-2 bg-bg text-text-3",
      )}
    >
      {children}
    </kbd>
  );
}
