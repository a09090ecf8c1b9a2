import type { ReactNode } from "react";
import { cx } from "./class-names";

/** `plain` is ink with an icon: something to look at. `bad`: lost or failed. `night`: work went to batch. No yellow. */
export type NoticeTone = "plain" | "bad" | "ok" | "night";

const TONES: Record<NoticeTone, string> = {
  plain: "border-text-2 bg-sunk",
  bad: "border-bad bg-bad-wash",
  ok: "border-ok bg-ok-tint",
  night: "border-night bg-night-wash",
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
  /** One sentence that says what happened; the text behind it says what it means. */
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
      className={cx(
        "flex flex-wrap items-center gap-x-3 gap-y-2 rounded-r-ctl border-l-[3px] px-3.5 py-2.5",
        TONES[tone],
        className,
      )}
    >
      {icon && <span className={cx("self-start pt-0.5", ICONS[tone])}>{icon}</span>}
      <div className="min-w-0 flex-1 basis-60">
        {title && <b>{title}</b>}
        {title && children && " "}
        {children}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </div>
  );
}
