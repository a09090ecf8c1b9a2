"use client";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { undoLast } from "@/components/ui/overlay/toast";
import { switchTheme } from "../theme";
import type { Search } from "./command-palette";
import { commandOf, NEW_BATCH } from "./keymap";
import type { Permitted } from "./palette-items";
import { openPanel, usePanel } from "./panels";

// Neither is needed to read a page: they are fetched when they are asked for.
const CommandPalette = dynamic(() => import("./command-palette").then((module) => module.CommandPalette), {
  ssr: false,
});
const ShortcutSheet = dynamic(() => import("./shortcut-sheet").then((module) => module.ShortcutSheet), {
  ssr: false,
});

const GO_MS = 1500;

type ShortcutsProps = {
  search: Search;
  /** Single keys can be switched off (WCAG 2.1.4); ⌘K stays. */
  singleKeys: boolean;
  may: Permitted;
};

/** Listens for keys everywhere. Off while somebody types and while a dialog is open. */
export function Shortcuts({ search, singleKeys, may }: ShortcutsProps) {
  const { startBatch } = may;
  const router = useRouter();
  const panel = usePanel();
  const goSince = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented) return;
      if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        openPanel("search");
        return;
      }
      if (!singleKeys || event.metaKey || event.ctrlKey || event.altKey || isBusy(event.target)) return;
      const afterG = event.timeStamp - goSince.current < GO_MS;
      goSince.current = Number.NEGATIVE_INFINITY;
      const command = commandOf(event, afterG);
      if (!command) return;
      if (command.kind === "await-place") goSince.current = event.timeStamp;
      else if (command.kind === "go") router.push(command.href);
      else if (command.kind === "shortcuts") openPanel("shortcuts");
      else if (command.kind === "theme") switchTheme();
      else if (command.kind === "undo") {
        if (!undoLast()) return;
      } else if (!press(command.key)) {
        if (command.key !== "N" || !startBatch) return;
        router.push(NEW_BATCH);
      }
      event.preventDefault();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router, singleKeys, startBatch]);
  const close = () => openPanel(null);
  if (panel === "search") return <CommandPalette search={search} may={may} onClose={close} />;
  if (panel === "shortcuts") return <ShortcutSheet singleKeys={singleKeys} onClose={close} />;
  return null;
}

/** Typing, or in a dialog that has its own keys. */
function isBusy(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest("[role=dialog],[role=menu],[role=listbox]")) return true;
  if (target instanceof HTMLInputElement)
    return !["checkbox", "radio", "button", "submit"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** Presses what the page offers under this key: the visible element that says so with `aria-keyshortcuts`. */
function press(key: string): boolean {
  for (const element of document.querySelectorAll<HTMLElement>("[aria-keyshortcuts]")) {
    const keys = (element.getAttribute("aria-keyshortcuts") ?? "").toUpperCase().split(" ");
    if (!keys.includes(key) || !element.checkVisibility()) continue;
    if (element.matches("input,select,textarea")) element.focus();
    else element.click();
    return true;
  }
  return false;
}
