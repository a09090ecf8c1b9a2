import type { ReactNode } from "react";
import { BrandMark } from "@/components/ui/icons";
import { Toaster } from "@/components/ui/overlay/toast";
import { Account, AccountMenu, type Person } from "./account";
import { BottomBar } from "./bottom-bar";
import type { Search } from "./keys/command-palette";
import type { Permitted } from "./keys/palette-items";
import { SearchEntry } from "./keys/search-entry";
import { Shortcuts } from "./keys/shortcuts";
import { type Counts, NavLinks } from "./nav-links";
import {
  type OrganisationChoice,
  OrganisationForm,
  OrganisationSwitch,
  type SwitchOrganisation,
} from "./organisation-switch";
import { Ribbon } from "./ribbon";
import { SampleBanner } from "./sample-banner";
import { SandboxLine } from "./sandbox-line";

export type ShellProps = {
  person: Person;
  organisation: OrganisationChoice & { isSample: boolean };
  organisations: OrganisationChoice[];
  counts: Counts;
  /** Batches scheduled for the night; null: none. */
  tonight: number | null;
  /** The server's time, until the browser says its own. */
  serverClock: string;
  commandKey: string;
  singleKeys: boolean;
  canRemoveSample: boolean;
  may: Permitted;
  /** This installation talks to simulators. */
  isSandbox: boolean;
  search: Search;
  onSwitch: SwitchOrganisation;
  onSignOut: () => void | Promise<void>;
  onRemoveSample: () => void | Promise<void>;
  children: ReactNode;
};

/** What stands around every page: the sidebar, from 700 px a rail, below that a bar at the foot. */
export function Shell(props: ShellProps) {
  const { organisation, children } = props;
  const removal = { onRemove: props.onRemoveSample, canRemove: props.canRemoveSample };
  return (
    <div className="min-h-screen md:grid md:grid-cols-[56px_minmax(0,1fr)] lg:grid-cols-[208px_minmax(0,1fr)]">
      <a
        href="#main"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-ctl bg-ink px-3 py-2 text-on-ink focus:translate-y-0"
      >
        Skip to the page
      </a>
      <Sidebar {...props} />
      <header className="flex items-center justify-between gap-3 border-b border-line bg-sunk px-4 py-3 md:hidden">
        <span className="flex items-center gap-2 text-[15px] font-semibold tracking-[-.02em]">
          <BrandMark />
          Offpeak
        </span>
        <span className="truncate text-small text-text-2">{organisation.name}</span>
      </header>
      <main id="main" tabIndex={-1} className="min-w-0 outline-none max-md:pb-20">
        {props.isSandbox && (
          <SandboxLine className="border-b border-line bg-sunk px-8 py-1.5 max-md:px-4 lg:hidden" />
        )}
        {organisation.isSample && (
          <SampleBanner {...removal} className="border-x-0 border-t-0 px-8 py-1.5 max-md:px-4 lg:hidden" />
        )}
        {children}
      </main>
      <BottomBar>
        <OrganisationForm current={organisation} all={props.organisations} onSwitch={props.onSwitch} />
        <div className="mx-2 my-1.5 h-px bg-line" />
        <AccountMenu person={props.person} onSignOut={props.onSignOut} />
      </BottomBar>
      <Toaster />
      <Shortcuts search={props.search} singleKeys={props.singleKeys} may={props.may} />
    </div>
  );
}

function Sidebar(props: ShellProps) {
  const { organisation, counts } = props;
  return (
    <aside aria-label="Offpeak" className="border-r border-line bg-sunk max-md:hidden">
      <div className="sticky top-0 flex h-screen flex-col px-2.5 pt-3.5 pb-3 max-lg:items-center">
        <div className="flex items-center gap-2 px-2 pt-0.5 pb-3.5 text-[15px] leading-5 font-semibold tracking-[-.02em]">
          <BrandMark />
          <span className="max-lg:sr-only">Offpeak</span>
        </div>
        <OrganisationSwitch current={organisation} all={props.organisations} onSwitch={props.onSwitch} />
        <nav aria-label="Main" className="flex flex-col gap-px">
          <NavLinks stands="main" counts={counts} />
          <div className="m-2 h-px bg-line" />
          <NavLinks stands="foot" counts={counts} />
          <SearchEntry commandKey={props.commandKey} />
        </nav>
        <div className="mt-auto">
          {props.isSandbox && <SandboxLine className="mb-1 px-2 py-1 max-lg:hidden" />}
          {organisation.isSample && (
            <SampleBanner
              onRemove={props.onRemoveSample}
              canRemove={props.canRemoveSample}
              className="mb-1 h-8 rounded-ctl px-2 max-lg:hidden"
            />
          )}
          <div className="max-lg:hidden">
            <Ribbon serverClock={props.serverClock} tonight={props.tonight} />
          </div>
          <Account person={props.person} onSignOut={props.onSignOut} />
        </div>
      </div>
    </aside>
  );
}
