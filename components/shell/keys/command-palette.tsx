"use client";
import { CornerDownLeft, type LucideIcon, Search as SearchIcon } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { useEffect, useState } from "react";
import { cx } from "@/components/ui/class-names";
import { matching, type PaletteItem, type Permitted, standingFor } from "./palette-items";

export type Found = { href: string; label: string; hint: string };
/** Endpoints, jobs and batches that contain the words. */
export type Search = (words: string) => Promise<Found[]>;

const WAIT_MS = 120;

type PaletteProps = { search: Search; may: Permitted; onClose: () => void };

/** ⌘K: pages, commands, endpoints and batches in one list. */
export function CommandPalette({ search, may, onClose }: PaletteProps) {
  const router = useRouter();
  const [words, setWords] = useState("");
  const [at, setAt] = useState(0);
  const found = useFound(search, words);
  const items = [...matching(standingFor(may), words), ...found];
  const run = (item: PaletteItem | undefined) => {
    if (!item) return;
    onClose();
    if (item.href) router.push(item.href);
    else item.run?.();
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0) setAt((at + step + items.length) % Math.max(items.length, 1));
    else if (event.key === "Enter") run(items[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-[rgb(14_15_19/.28)] dark:bg-[rgb(0_0_0/.55)]" />
        <Radix.Content
          aria-describedby={undefined}
          className="rise-in fixed top-[14vh] left-1/2 z-50 w-[min(560px,calc(100vw-32px))] -translate-x-1/2 overflow-hidden rounded-panel border border-line-2 bg-raised shadow-3"
        >
          <Radix.Title className="sr-only">Search and commands</Radix.Title>
          <div className="flex items-center gap-2.5 border-b border-line px-4">
            <SearchIcon className="icon text-text-3" />
            <input
              role="combobox"
              aria-expanded="true"
              aria-controls="palette-list"
              aria-activedescendant={items[at] ? `palette-${at}` : undefined}
              aria-label="Search endpoints, pages and commands"
              placeholder="Search endpoints, pages and commands"
              autoComplete="off"
              spellCheck={false}
              value={words}
              onChange={(event) => {
                setWords(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              className="h-12 min-w-0 flex-1 bg-transparent text-[15px] outline-none"
            />
          </div>
          <div
            id="palette-list"
            role="listbox"
            aria-label="Results"
            className="max-h-[52vh] overflow-y-auto p-1.5"
          >
            {items.map((item, index) => (
              <Option
                key={item.id}
                item={item}
                id={`palette-${index}`}
                on={index === at}
                onPoint={() => setAt(index)}
                onRun={() => run(item)}
              />
            ))}
            {items.length === 0 && <p className="px-2.5 py-3 text-text-2">Nothing is called “{words}”.</p>}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type OptionProps = { item: PaletteItem; id: string; on: boolean; onPoint: () => void; onRun: () => void };

function Option({ item, id, on, onPoint, onRun }: OptionProps) {
  const Icon: LucideIcon = item.icon;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are read by the input, which keeps the focus
    // biome-ignore lint/a11y/useFocusableInteractive: the input points at it with aria-activedescendant
    <div
      id={id}
      role="option"
      aria-selected={on}
      ref={(element) => {
        if (on) element?.scrollIntoView({ block: "nearest" });
      }}
      onPointerMove={onPoint}
      onClick={onRun}
      className={cx(
        "flex h-9 cursor-pointer items-center gap-2.5 rounded-ctl px-2.5 max-md:h-11",
        on && "bg-sel",
      )}
    >
      <Icon className="icon text-text-2" />
      <span className="truncate">{item.label}</span>
      <span className="truncate text-small text-text-3">{item.hint}</span>
      {on && <CornerDownLeft className="icon-xs ml-auto text-text-3" />}
    </div>
  );
}

/** Asks when typing rests, and never shows an answer to words that have changed since. */
function useFound(search: Search, words: string): PaletteItem[] {
  const [answer, setAnswer] = useState<{ words: string; found: Found[] }>({ words: "", found: [] });
  const asked = words.trim();
  useEffect(() => {
    if (!asked) return;
    let current = true;
    const timer = setTimeout(async () => {
      const found = await search(asked).catch(() => []);
      if (current) setAnswer({ words: asked, found });
    }, WAIT_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [search, asked]);
  if (!asked || answer.words !== asked) return [];
  return answer.found.map((found) => ({ id: found.href, icon: SearchIcon, ...found }));
}
