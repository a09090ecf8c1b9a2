import type { ReactNode } from "react";
import { cx } from "./class-names";

/** `plain` is ink with an icon: something to look at. `bad`: lost or failed. `night`: work went to batch. No yellow. */
export type NoticeTone = "plain" | "bad" | "ok" | "night";

const TONES: Record<NoticeTone, string> = {
  plain: "border-line-2 bg-sunk",
  bad: "border-bad/35 bg-bad-wash",
  ok: "border-ok/35 bg-ok-tint",
  night: "border-night-edge/35 bg-night-wash",
};
const ICONS: Record<NoticeTone, string> = {
  plain: "text-text",
  bad: "text-bad",
  ok: "text-ok",
  night: "text-night-text",
};

type NoticeProps = {
  tone?: NoticeTone;
  /** An element with the class `icon`. */
  icon?: ReactNode;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** `alert` for what just went wrong, `status` for what just happened. */
  role?: "alert" | "status";
  className?: string;
};

export function Notice({ tone = "plain", icon, title, children, actions, role, className }: NoticeProps) {
  return (
    <div
      role={role}
      className={cx("flex items-start gap-2.5 rounded-notice border px-3.5 py-3", TONES[tone], className)}
    >
      {icon && <span className={cx("mt-0.5", ICONS[tone])}>{icon}</span>}
      <div className="min-w-0 flex-1">
        {title && <p className="font-semibold">{title}</p>}
        {children && <div className="text-text-2">{children}</div>}
      </div>
      {actions && <div className="flex flex-none flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}
