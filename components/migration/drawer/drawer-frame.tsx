"use client";
import { Maximize2, X } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { Dialog } from "radix-ui";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { undoLast } from "@/components/ui/overlay/toast";

type DrawerFrameProps = {
  title: string;
  fact: string;
  hrefs: { closed: string; endpoint: string; previous: string | null; next: string | null };
  footer: ReactNode;
  children: ReactNode;
};
const ICON =
  "inline-grid size-[26px] place-items-center rounded-ctl text-text-2 hover:bg-sel hover:text-text max-md:size-11";

/**
 * A panel at the right edge that stands in the address, so that it is there without scripts too. J and K walk the board
 * while it stays open, Z takes back a move; Escape closes it.
 */
export function DrawerFrame({ title, fact, hrefs, footer, children }: DrawerFrameProps) {
  const router = useRouter();
  const panel = useRef<HTMLDivElement>(null);
  const close = () => router.push(hrefs.closed, { scroll: false });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.metaKey || event.ctrlKey || event.altKey) return;
    if (event.target instanceof Element && event.target.matches("input:not([type=checkbox]),select,textarea"))
      return;
    const key = event.key.toLowerCase();
    const href = key === "j" ? hrefs.next : key === "k" ? hrefs.previous : null;
    if (href) router.replace(href, { scroll: false });
    else if (key === "m") panel.current?.querySelector<HTMLElement>("select[name=to]")?.focus();
    else if (key !== "z" || !undoLast()) return;
    event.preventDefault();
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => isOpen || close()}>
      <Dialog.Overlay className="fixed inset-0 z-40 bg-[rgb(14_15_19/.28)] dark:bg-[rgb(0_0_0/.55)]" />
      <Dialog.Content
        ref={panel}
        // Radix names it by its title only once scripts run.
        aria-label={title}
        aria-describedby={undefined}
        tabIndex={-1}
        onOpenAutoFocus={(event) => {
          // Not into the first field: there J and K are letters.
          event.preventDefault();
          panel.current?.focus();
        }}
        // What was just done is said, and undone, beside the drawer: that is no reason to close it.
        onInteractOutside={(event) => {
          if (event.target instanceof Element && event.target.closest("[role=status]"))
            event.preventDefault();
        }}
        onKeyDown={onKeyDown}
        className="slide-in fixed outline-none inset-y-0 right-0 z-50 flex w-[min(452px,100vw)] flex-col border-l border-line-2 bg-raised shadow-3"
      >
        <div className="flex items-start gap-1 border-b border-line pt-[18px] pr-4 pb-3.5 pl-6">
          <div className="mr-auto min-w-0">
            <p className="text-small text-text-3">{fact}</p>
            <Dialog.Title className="text-[17px] leading-6 font-semibold tracking-[-0.02em] [overflow-wrap:anywhere]">
              {title}
            </Dialog.Title>
          </div>
          <Link href={hrefs.endpoint} aria-label="Open its page" title="Open its page" className={ICON}>
            <Maximize2 className="icon-s" />
          </Link>
          <Link href={hrefs.closed} scroll={false} aria-label="Close" title="Close" className={ICON}>
            <X className="icon" />
          </Link>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-6 py-4">{children}</div>
        {footer && <div className="border-t border-line px-4 py-3">{footer}</div>}
      </Dialog.Content>
    </Dialog.Root>
  );
}
