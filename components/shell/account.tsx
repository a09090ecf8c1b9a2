import { LogOut } from "lucide-react";
import Link from "next/link";
import { Disclosure } from "@/components/ui/overlay/disclosure";
import { disclosureItem } from "@/components/ui/overlay/disclosure-item";
import { initialsOf } from "./role-names";
import { ThemeSwitch } from "./theme-switch";

export type Person = { name: string; email: string; role: string };

export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-[22px] flex-none place-items-center rounded-full border border-line-2 bg-sel text-[9.5px] leading-none font-semibold tracking-[.01em] text-text-2"
    >
      {initialsOf(name)}
    </span>
  );
}

/** Who is here, the theme, and the way out. */
export function Account({ person, onSignOut }: { person: Person; onSignOut: () => void | Promise<void> }) {
  return (
    <div className="flex items-center gap-2 border-t border-line px-2 pt-2.5 text-small max-lg:flex-col max-lg:px-0">
      <Disclosure
        up
        className="min-w-0 flex-1"
        label={`Account of ${person.name}`}
        summaryClassName="flex min-w-0 items-center gap-2 rounded-ctl max-lg:p-1.5"
        panelClassName="w-[220px]"
        summary={
          <>
            <Avatar name={person.name} />
            <span className="min-w-0 max-lg:sr-only">
              <span className="block truncate leading-5 font-medium">{person.name}</span>
              <span className="block truncate text-micro text-text-3">{person.role}</span>
            </span>
          </>
        }
      >
        <AccountMenu person={person} onSignOut={onSignOut} />
      </Disclosure>
      <ThemeSwitch />
    </div>
  );
}

export function AccountMenu({
  person,
  onSignOut,
}: {
  person: Person;
  onSignOut: () => void | Promise<void>;
}) {
  return (
    <>
      <p className="truncate px-2 pt-1 pb-1.5 text-small text-text-3">{person.email}</p>
      <Link href="/settings" className={disclosureItem}>
        Settings
      </Link>
      <form action={onSignOut}>
        <button type="submit" className={disclosureItem}>
          <LogOut className="icon-s" />
          Sign out
        </button>
      </form>
    </>
  );
}
