"use client";
import Link from "next/link";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";

type EvidenceHintProps = {
  /** Where all of it stands, with its arithmetic. */
  href: string;
  verdict: ReactNode;
  reason: string | undefined;
  /** What was seen, each with the number behind it. */
  signs: string[];
};

/** A verdict in a row: hover or focus shows what was seen, a press opens the arithmetic. Escape hides it again. */
export function EvidenceHint({ href, verdict, reason, signs }: EvidenceHintProps) {
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const hide = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    event.stopPropagation();
    setOpen(false);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only shows more of what the link inside says
    <span
      className="relative block"
      onMouseEnter={() => setOpen(true)}
      onMouseLeave={() => setOpen(false)}
      onFocus={() => setOpen(true)}
      onBlur={() => setOpen(false)}
      onKeyDown={hide}
    >
      <Link
        href={href}
        prefetch={false}
        className="block w-fit max-w-full"
        {...(isOpen && { "aria-describedby": id })}
      >
        {verdict}
        <span className="mt-0.5 block truncate text-small text-text-3">{reason}</span>
      </Link>
      {isOpen && signs.length > 0 && (
        <span
          role="tooltip"
          id={id}
          className="absolute top-full right-0 z-30 block w-max max-w-[300px] rounded-notice border border-line-2 bg-raised px-3 py-2.5 text-small text-text shadow-2 md:right-auto md:left-0"
        >
          <b className="block font-semibold">{reason}</b>
          {signs.map((sign) => (
            <span key={sign} className="mt-1 block text-text-2">
              {sign}
            </span>
          ))}
        </span>
      )}
    </span>
  );
}
