"use client";
import { type ReactNode, useEffect, useRef } from "react";
import { cx } from "../class-names";

type DisclosureProps = {
  /** What is pressed. */
  summary: ReactNode;
  summaryClassName?: string;
  /** Named when the summary is an icon alone. */
  label?: string;
  panelClassName?: string;
  /** The edge of the summary that the panel keeps to. */
  align?: "start" | "end";
  /** Opens upwards, at the foot of the page. */
  up?: boolean;
  /** Open from the start: without scripts a refused form comes back with the whole page. */
  isOpen?: boolean;
  className?: string;
  children: ReactNode;
};

/**
 * A panel of links and small forms under a button. It is the browser's own disclosure, so that it opens without
 * scripts and costs nothing to load; scripts add closing by Escape, by a press elsewhere and by following a link.
 */
export function Disclosure({
  summary,
  summaryClassName,
  label,
  panelClassName,
  align = "start",
  up = false,
  isOpen,
  className,
  children,
}: DisclosureProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event) => {
      const box = details.current;
      if (!box?.open) return;
      if (event instanceof KeyboardEvent) {
        if (event.key !== "Escape") return;
        box.querySelector("summary")?.focus();
        box.open = false;
      } else if (!(event.target instanceof Node && box.contains(event.target))) box.open = false;
    };
    document.addEventListener("pointerdown", close);
    document.addEventListener("keydown", close);
    return () => {
      document.removeEventListener("pointerdown", close);
      document.removeEventListener("keydown", close);
    };
  }, []);
  return (
    <details ref={details} open={isOpen} className={cx("group relative", className)}>
      <summary
        aria-label={label}
        title={label}
        className={cx("list-none [&::-webkit-details-marker]:hidden", summaryClassName)}
      >
        {summary}
      </summary>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only listens for links that are followed inside */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: Enter on a link is a click */}
      <div
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("a") && details.current)
            details.current.open = false;
        }}
        className={cx(
          "rise-in absolute z-40 rounded-notice border border-line-2 bg-raised p-1.5 shadow-2",
          align === "end" ? "right-0" : "left-0",
          up ? "bottom-full mb-1.5" : "top-full mt-1.5",
          panelClassName,
        )}
      >
        {children}
      </div>
    </details>
  );
}
