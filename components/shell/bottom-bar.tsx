"use client";
import { Ellipsis } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { disclosureItem } from "@/components/ui/overlay/disclosure-item";
import { isAt, PHONE_PLACES, READY } from "./places";

const ENTRY = "flex h-14 flex-col items-center justify-center gap-0.5 text-micro";

/** The way around on a phone: three places and the rest. */
export function BottomBar({ children }: { children: ReactNode }) {
  const path = usePathname();
  const rest = READY.filter((place) => !PHONE_PLACES.includes(place));
  const here = PHONE_PLACES.find((place) => isAt(place, path) && (place.href !== "/" || path === "/"));
  return (
    <nav
      aria-label="Main, short"
      className="fixed inset-x-0 bottom-0 z-30 grid grid-cols-4 border-t border-line bg-sunk pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {PHONE_PLACES.map((place) => (
        <Link
          key={place.id}
          href={place.href}
          aria-current={place === here ? "page" : undefined}
          className={cx(ENTRY, place === here ? "font-strong text-text" : "text-text-2")}
        >
          <place.icon className="icon" />
          {place.label}
        </Link>
      ))}
      <Disclosure
        up
        align="end"
        summary={
          <>
            <Ellipsis className="icon" />
            More
          </>
        }
        summaryClassName={cx(ENTRY, here ? "text-text-2" : "font-strong text-text")}
        panelClassName="right-2 w-[248px]"
      >
        {rest.map((place) => (
          <Link key={place.id} href={place.href} className={disclosureItem}>
            <place.icon className="icon" />
            {place.label}
          </Link>
        ))}
        <div className="mx-2 my-1.5 h-px bg-line" />
        {children}
      </Disclosure>
    </nav>
  );
}
