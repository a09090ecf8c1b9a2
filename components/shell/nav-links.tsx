"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "@/components/ui/class-names";
import { isAt, type Place, type PlaceId, READY } from "./places";

export type Counts = Partial<Record<PlaceId, string>>;

/** One entry: icon, word and count in the sidebar; the icon alone in the rail. */
export const navEntry = (on: boolean) =>
  cx(
    "flex h-[30px] items-center gap-[9px] rounded-ctl px-2 transition-colors max-lg:size-9 max-lg:justify-center max-lg:px-0",
    on ? "bg-sel font-strong text-text" : "font-book text-text-2 hover:bg-sel/60 hover:text-text",
  );

export function NavLinks({ stands, counts }: { stands: Place["stands"]; counts: Counts }) {
  const path = usePathname();
  return READY.filter((place) => place.stands === stands).map((place) => {
    const on = isAt(place, path);
    const count = counts[place.id];
    return (
      <Link
        key={place.id}
        href={place.href}
        title={place.label}
        aria-current={on ? "page" : undefined}
        className={navEntry(on)}
      >
        <place.icon className="icon" />
        <span className="max-lg:sr-only">{place.label}</span>
        {count && (
          <span className={cx("ml-auto text-column max-lg:sr-only", on ? "text-text-2" : "text-text-3")}>
            {count}
          </span>
        )}
      </Link>
    );
  });
}
