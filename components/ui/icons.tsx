import type { ComponentProps } from "react";
import { cx } from "./class-names";

/** The design's own drawings; everything else comes from lucide-react with the classes `icon`, `icon-s`, `icon-xs`. */
type IconProps = ComponentProps<"svg">;

function Drawing({ className, children, ...rest }: IconProps) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cx("icon", className)}
      {...rest}
    >
      {children}
    </svg>
  );
}

/** Sync, stays sync, no. */
export function SunIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 2v2M12 20v2M4.93 4.93l1.41 1.41M17.66 17.66l1.41 1.41M2 12h2M20 12h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41" />
    </Drawing>
  );
}

/** Batch, good fit, yes. */
export function MoonIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <path d="M20.5 14.3A8.8 8.8 0 1 1 9.7 3.5a7 7 0 0 0 10.8 10.8z" fill="currentColor" />
    </Drawing>
  );
}

/** Partial fit, for part of it. */
export function HalfIcon(props: IconProps) {
  return (
    <Drawing {...props}>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />
    </Drawing>
  );
}

/** Half day, half night: the brand. */
export function BrandMark({ size = 20 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <path d="M10 1.5a8.5 8.5 0 0 0 0 17z" className="fill-day stroke-day-edge" strokeWidth="1" />
      <path d="M10 1a9 9 0 0 1 0 18z" className="fill-night" />
    </svg>
  );
}
