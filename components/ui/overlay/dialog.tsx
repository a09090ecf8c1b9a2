"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "../button";
import { cx } from "../class-names";

const VEIL = "fixed inset-0 z-40 bg-[rgb(14_15_19/.28)] dark:bg-[rgb(0_0_0/.55)]";

type PanelProps = {
  title: ReactNode;
  /** Read after the title; also shown. */
  description?: ReactNode;
  children: ReactNode;
  footer?: ReactNode;
  className?: string;
};

/** Holds the open state; uncontrolled unless `open` is given. Focus is trapped and given back. */
export const Dialog = Radix.Root;
/** Wraps the one element that opens it. */
export function DialogTrigger({ children }: { children: ReactNode }) {
  return <Radix.Trigger asChild>{children}</Radix.Trigger>;
}
/** Wraps the one element that closes it. */
export function DialogClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}

/** A question in the middle of the page, 420 px wide unless a class says otherwise. */
export function DialogContent({ title, description, children, footer, className }: PanelProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={VEIL} />
      <Radix.Content
        className={cx(
          "rise-in fixed top-[18vh] left-1/2 z-50 flex max-h-[74vh] w-[min(420px,calc(100vw-32px))] -translate-x-1/2 flex-col gap-2.5 overflow-y-auto rounded-panel border border-line-2 bg-raised p-[18px] shadow-3",
          className,
        )}
        {...(!description && { "aria-describedby": undefined })}
      >
        <Radix.Title className="text-[15px] leading-5 font-semibold">{title}</Radix.Title>
        {description && <Radix.Description className="text-text-2">{description}</Radix.Description>}
        {children}
        {footer && <div className="mt-1 flex flex-wrap items-center justify-end gap-2">{footer}</div>}
      </Radix.Content>
    </Radix.Portal>
  );
}

/** A panel at the right edge, 452 px; the whole width on a phone. */
export function DrawerContent({ title, description, children, footer, className }: PanelProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={VEIL} />
      <Radix.Content
        className={cx(
          "slide-in fixed inset-y-0 right-0 z-50 flex w-[min(452px,100vw)] flex-col border-l border-line-2 bg-raised shadow-3",
          className,
        )}
        {...(!description && { "aria-describedby": undefined })}
      >
        <div className="flex items-start gap-3 border-b border-line px-6 pt-[18px] pb-3.5">
          <div className="min-w-0 flex-1">
            <Radix.Title className="text-h1">{title}</Radix.Title>
            {description && <Radix.Description className="text-text-2">{description}</Radix.Description>}
          </div>
          <Radix.Close asChild>
            <IconButton label="Close">
              <X className="icon" />
            </IconButton>
          </Radix.Close>
        </div>
        <div className="min-h-0 flex-1 overflow-y-auto px-6 py-[18px]">{children}</div>
        {footer && (
          <div className="flex flex-wrap items-center gap-2 border-t border-line px-6 py-3">{footer}</div>
        )}
      </Radix.Content>
    </Radix.Portal>
  );
}
