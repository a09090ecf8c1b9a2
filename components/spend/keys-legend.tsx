"use client";
import Link from "next/link";
import type { ReactNode } from "react";
import { Kbd } from "@/components/ui/kbd";

type KeysLegendProps = {
  hrefs: { before: string; after: string; group: string };
  /** Null where there are no rows. */
  onGo: ((step: number) => void) | null;
  onSelect: (() => void) | null;
};

const ITEM = "inline-flex min-h-6 items-center gap-1";

/** What the keys do. Each is a button of its own, pressed by the shell when its key is, unless single keys are off. */
export function KeysLegend({ hrefs, onGo, onSelect }: KeysLegendProps) {
  return (
    <div className="flex flex-wrap gap-x-[18px] gap-y-1 pt-3.5 text-small text-text-3 max-md:hidden">
      {onGo && (
        <span className={ITEM}>
          <Key name="J" label="Next row" onPress={() => onGo(1)} />
          <Key name="K" label="Previous row" onPress={() => onGo(-1)} /> move
        </span>
      )}
      {onSelect && (
        <span className={ITEM}>
          <Key name="X" label="Select the row" onPress={onSelect} /> select
        </span>
      )}
      {onGo && (
        <span className={ITEM}>
          <Kbd>Enter</Kbd> open
        </span>
      )}
      <span className={ITEM}>
        <KeyLink name="B" label="Group by the next" href={hrefs.group} /> group
      </span>
      <span className={ITEM}>
        <KeyLink name="[" label="The days before" href={hrefs.before} />
        <KeyLink name="]" label="The days after" href={hrefs.after} /> shift dates
      </span>
      <span className={ITEM}>
        <Kbd>?</Kbd> all shortcuts
      </span>
    </div>
  );
}

const TARGET = "grid min-h-6 min-w-6 place-items-center rounded-ctl hover:bg-sel";

function Key({ name, label, onPress }: { name: string; label: string; onPress(): void }): ReactNode {
  return (
    <button type="button" aria-label={label} aria-keyshortcuts={name} onClick={onPress} className={TARGET}>
      <Kbd>{name}</Kbd>
    </button>
  );
}

function KeyLink({ name, label, href }: { name: string; label: string; href: string }): ReactNode {
  return (
    <Link
      href={href}
      prefetch={false}
      scroll={false}
      aria-label={label}
      aria-keyshortcuts={name}
      className={TARGET}
    >
      <Kbd>{name}</Kbd>
    </Link>
  );
}
