"use client";
import { Popover as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "../class-names";

export const Popover = Radix.Root;
/** Wraps the one element that opens it. */
export function PopoverTrigger({ children }: { children: ReactNode }) {
  return <Radix.Trigger asChild>{children}</Radix.Trigger>;
}
export function PopoverClose({ children }: { children: ReactNode }) {
  return <Radix.Close asChild>{children}</Radix.Close>;
}

/** A small form or some evidence beside what was pressed. */
export function PopoverContent({
  className,
  align = "start",
  ...rest
}: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={6}
        collisionPadding={12}
        className={cx(
          "rise-in z-50 max-w-[calc(100vw-24px)] rounded-notice border border-line-2 bg-raised p-3 shadow-2 outline-none",
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}
