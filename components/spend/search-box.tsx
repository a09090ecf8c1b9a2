"use client";
import { Search } from "lucide-react";
import { useEffect, useRef } from "react";
import { inputClass } from "@/components/ui/field";
import { Kbd } from "@/components/ui/kbd";
import { fieldsBeside } from "./address";

const WAIT_MS = 300;

/** Text that rows must contain. Enter asks; with scripts a short rest does. */
export function SearchBox({ value, search }: { value: string; search: string }) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Cleared from elsewhere, the box follows; while somebody types it never does.
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <search>
      <form action="/spend" method="get" className="relative w-[170px] max-md:w-full">
        {fieldsBeside(search, ["search"]).map(([name, word]) => (
          <input key={`${name}=${word}`} type="hidden" name={name} value={word} />
        ))}
        <Search className="icon-s pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-text-3" />
        <input
          ref={input}
          type="search"
          name="search"
          defaultValue={value}
          aria-label="Filter rows"
          aria-keyshortcuts="/"
          placeholder="Filter"
          autoComplete="off"
          maxLength={200}
          className={`${inputClass} h-7 border-line-2 pr-7 pl-8 max-md:h-11 [&::-webkit-search-cancel-button]:hidden`}
          onChange={(event) => {
            const { form } = event.currentTarget;
            clearTimeout(timer.current);
            timer.current = setTimeout(() => form?.requestSubmit(), WAIT_MS);
          }}
          onKeyDown={(event) => {
            if (event.key === "Escape") event.currentTarget.blur();
            if (event.key === "Enter") clearTimeout(timer.current);
          }}
        />
        <span className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 max-md:hidden">
          <Kbd>/</Kbd>
        </span>
      </form>
    </search>
  );
}
