"use client";
import { Search } from "lucide-react";
import { Kbd } from "@/components/ui/kbd";
import { navEntry } from "../nav-links";
import { openPanel } from "./panels";

/** The last entry of the sidebar. `commandKey`: ⌘ on a Mac, Ctrl elsewhere. */
export function SearchEntry({ commandKey }: { commandKey: string }) {
  return (
    <button
      type="button"
      title="Search"
      aria-keyshortcuts="Meta+K Control+K"
      onClick={() => openPanel("search")}
      className={navEntry(false)}
    >
      <Search className="icon" />
      <span className="max-lg:sr-only">Search</span>
      <span className="ml-auto max-lg:hidden" aria-hidden="true">
        <Kbd>{commandKey}</Kbd> <Kbd>K</Kbd>
      </span>
    </button>
  );
}
