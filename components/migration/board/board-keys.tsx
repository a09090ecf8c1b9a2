"use client";
import { Kbd } from "@/components/ui/kbd";

const ITEM = "inline-flex min-h-6 items-center gap-1";
type BoardKeysProps = { isTable: boolean; onWalk(step: number): void; onMove: (() => void) | null };

/** What the keys do. Each letter is a button of its own, which the shell presses when its key is. */
export function BoardKeys({ isTable, onWalk, onMove }: BoardKeysProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-[18px] gap-y-1 max-md:hidden">
      {!isTable && (
        <span className={ITEM}>
          <Kbd>←</Kbd>
          <Kbd>→</Kbd> column
        </span>
      )}
      <span className={ITEM}>
        <Key name="J" label="Next endpoint" onPress={() => onWalk(1)} />
        <Key name="K" label="Previous endpoint" onPress={() => onWalk(-1)} /> card
      </span>
      {onMove && (
        <span className={ITEM}>
          <Key name="M" label="Move to a stage" onPress={onMove} /> move to stage
        </span>
      )}
      <span className={ITEM}>
        <Kbd>Enter</Kbd> open
      </span>
    </div>
  );
}

function Key({ name, label, onPress }: { name: string; label: string; onPress(): void }) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-keyshortcuts={name}
      onClick={onPress}
      className="grid min-h-6 min-w-6 place-items-center rounded-ctl hover:bg-sel"
    >
      <Kbd>{name}</Kbd>
    </button>
  );
}
