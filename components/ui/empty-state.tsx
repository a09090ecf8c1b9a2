import type { ReactNode } from "react";
import { cx } from "./class-names";

type StateProps = { title: ReactNode; children?: ReactNode; actions?: ReactNode; className?: string };

/** Nothing here, and why: "No endpoint matches these filters." with the way out. */
export function EmptyState({ title, children, actions, className }: StateProps) {
  return (
    <div className={cx("flex flex-col items-start gap-1.5 border-t border-line pt-3.5", className)}>
      <b>{title}</b>
      {children && <div className="text-text-2">{children}</div>}
      {actions && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}

/** Could not load: what happened, what it means, what to do. */
export function FailureState({ title, children, actions, className }: StateProps) {
  return (
    <div
      role="alert"
      className={cx("flex flex-col items-start gap-1.5 border-t border-bad pt-3.5", className)}
    >
      <b>{title}</b>
      {children && <div className="text-text-2">{children}</div>}
      {actions && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
    </div>
  );
}
