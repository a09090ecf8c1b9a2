"use client";
import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "../class-names";

const ITEM =
  "relative flex min-h-7 cursor-pointer items-center gap-[9px] rounded-chip px-2 text-body text-text outline-none select-none " +
  "data-highlighted:bg-sel data-disabled:pointer-events-none data-disabled:opacity-45 max-md:min-h-11";

export const Menu = Radix.Root;
/** Wraps the one element that opens it. */
export function MenuTrigger({ children }: { children: ReactNode }) {
  return <Radix.Trigger asChild>{children}</Radix.Trigger>;
}

export function MenuContent({ className, align = "start", ...rest }: ComponentProps<typeof Radix.Content>) {
  return (
    <Radix.Portal>
      <Radix.Content
        align={align}
        sideOffset={6}
        collisionPadding={12}
        className={cx(
          "rise-in z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-[180px] overflow-y-auto rounded-notice border border-line-2 bg-raised p-1.5 shadow-2",
          className,
        )}
        {...rest}
      />
    </Radix.Portal>
  );
}

export function MenuItem({ className, ...rest }: ComponentProps<typeof Radix.Item>) {
  return <Radix.Item className={cx(ITEM, className)} {...rest} />;
}

/** Stays open while boxes are ticked. */
export function MenuCheckboxItem({
  children,
  className,
  ...rest
}: ComponentProps<typeof Radix.CheckboxItem>) {
  return (
    <Radix.CheckboxItem
      className={cx(ITEM, className)}
      onSelect={(event) => event.preventDefault()}
      {...rest}
    >
      <span className="grid size-3.5 flex-none place-items-center rounded-[3px] border-[1.2px] border-ctl-line bg-bg [[data-state=checked]>&]:border-ink [[data-state=checked]>&]:bg-ink">
        <Radix.ItemIndicator>
          <Check className="size-2.5 stroke-[3] text-on-ink" />
        </Radix.ItemIndicator>
      </span>
      {children}
    </Radix.CheckboxItem>
  );
}

export const MenuRadioGroup = Radix.RadioGroup;
export function MenuRadioItem({ children, className, ...rest }: ComponentProps<typeof Radix.RadioItem>) {
  return (
    <Radix.RadioItem className={cx(ITEM, "pr-8", className)} {...rest}>
      {children}
      <Radix.ItemIndicator className="absolute right-2">
        <Check className="icon-s" />
      </Radix.ItemIndicator>
    </Radix.RadioItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return (
    <Radix.Label className="px-2 pt-1.5 pb-1 text-column font-medium text-text-3">{children}</Radix.Label>
  );
}
export function MenuSeparator() {
  return <Radix.Separator className="mx-2 my-1.5 h-px bg-line" />;
}
