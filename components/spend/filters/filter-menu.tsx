import { X } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Input, TextField } from "@/components/ui/field";
import { UNASSIGNED } from "@/lib/core/values";
import { fieldsBeside, hrefWith, LIST, type MenuName } from "../address";
import type { SpendView } from "../view";
import { FILTER_NAMES, wordName } from "./names";

/** The panel of one filter. A plain form: what is ticked becomes the address. */
export function FilterMenu({ name, view }: { name: MenuName; view: SpendView }) {
  const { search, look } = view;
  return (
    <section
      aria-label={`Filter by ${FILTER_NAMES[name].toLowerCase()}`}
      className="rise-in absolute top-full right-0 z-40 mt-1.5 w-[264px] rounded-notice border border-line-2 bg-raised p-3 shadow-2 max-md:fixed max-md:inset-x-4 max-md:top-auto max-md:bottom-20 max-md:w-auto"
    >
      <div className="mb-2 flex items-center">
        <h2 className="font-strong">{FILTER_NAMES[name]}</h2>
        <Link
          href={hrefWith(search, {}, LIST)}
          scroll={false}
          prefetch={false}
          aria-label="Close"
          aria-keyshortcuts="Escape"
          className="ml-auto grid size-6 place-items-center rounded-ctl text-text-2 hover:text-text"
        >
          <X className="icon-xs" />
        </Link>
      </div>
      {view.menu && (view.menu.hasMore || look.words !== "") && <WordSearch name={name} view={view} />}
      <form action="/spend" method="get" className="flex flex-col gap-2">
        <Hidden search={search} without={[name]} />
        {name === "minCost" ? (
          <TextField
            label="Dollars"
            name="minCost"
            inputMode="decimal"
            pattern="\d*\.?\d+"
            required
            autoFocus
            defaultValue="250"
          />
        ) : (
          <Choices name={name} view={view} />
        )}
        <Button type="submit" size="sm" variant="primary" className="self-start">
          Show
        </Button>
      </form>
    </section>
  );
}

function Choices({ name, view: { menu, look } }: { name: Exclude<MenuName, "minCost">; view: SpendView }) {
  if (!menu) return null;
  const words = menu.hasNone ? [...menu.words, UNASSIGNED] : menu.words;
  if (words.length === 0)
    return (
      <p className="text-text-2">
        {look.words === "" ? "No row says one." : `Nothing contains “${look.words}”.`}
      </p>
    );
  return (
    <fieldset className="max-h-[40vh] overflow-y-auto">
      <legend className="sr-only">{FILTER_NAMES[name]}</legend>
      {words.map((word) => (
        <span key={word} className="block">
          <Checkbox
            name={name}
            value={word}
            label={<span className="break-all">{wordName(name, word)}</span>}
          />
        </span>
      ))}
      {menu.hasMore && <p className="pt-1 text-small text-text-3">There are more: search for them.</p>}
    </fieldset>
  );
}

/** A list that is longer than the menu is searched on the server. */
function WordSearch({ name, view: { search, look } }: { name: MenuName; view: SpendView }) {
  return (
    <form action="/spend" method="get" className="mb-2 flex gap-1.5">
      <Hidden search={search} without={["words", "menu"]} />
      <input type="hidden" name="menu" value={name} />
      <Input
        name="words"
        defaultValue={look.words}
        placeholder="Search the list"
        aria-label={`Search ${FILTER_NAMES[name].toLowerCase()}`}
      />
      <Button type="submit" size="sm" className="h-8">
        Search
      </Button>
    </form>
  );
}

function Hidden({ search, without }: { search: string; without: string[] }) {
  return fieldsBeside(search, without).map(([name, value]) => (
    <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
  ));
}
