import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { cx } from "../class-names";

type PageHeaderProps = {
  title: ReactNode;
  /** One grey fact: "4 providers, 24 endpoints". */
  fact?: ReactNode;
  /** The way back, on detail pages. */
  crumbs?: { href: string; label: string }[];
  actions?: ReactNode;
  /** Dense pages (Spend, Batches) stand 24 px from the edge instead of 32. */
  dense?: boolean;
};

export function PageHeader({ title, fact, crumbs = [], actions, dense = false }: PageHeaderProps) {
  return (
    <header
      className={cx(
        "flex min-h-16 flex-wrap items-center gap-x-3 gap-y-2 pt-[18px] max-md:px-4",
        dense ? "px-6 pb-2.5" : "px-8 pb-3.5",
      )}
    >
      <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
        {crumbs.length > 0 && (
          <nav aria-label="Breadcrumb" className="flex items-center gap-1.5 text-control text-text-3">
            {crumbs.map((crumb) => (
              <Fragment key={crumb.href}>
                <Link href={crumb.href} className="hover:text-text">
                  {crumb.label}
                </Link>
                <span aria-hidden="true">/</span>
              </Fragment>
            ))}
          </nav>
        )}
        <h1 className="min-w-0 text-h1 [overflow-wrap:anywhere]">{title}</h1>
        {fact && <span className="text-small text-text-3">{fact}</span>}
      </div>
      {actions && <div className="ml-auto flex flex-wrap items-center gap-3 max-md:gap-2">{actions}</div>}
    </header>
  );
}

/** What stands under the header. */
export function PageBody({ dense = false, children }: { dense?: boolean; children: ReactNode }) {
  return <div className={cx("pb-10 max-md:px-4", dense ? "px-6" : "px-8")}>{children}</div>;
}

type SectionProps = {
  title?: ReactNode;
  note?: ReactNode;
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
};

/** A part of a page: one hairline above, its title with the answer in grey beside it. */
export function Section({ title, note, aside, className, children }: SectionProps) {
  return (
    <section className={cx("border-t border-line py-[22px]", className)}>
      {title && <SectionHead title={title} note={note} aside={aside} />}
      {children}
    </section>
  );
}

export function SectionHead({ title, note, aside }: Pick<SectionProps, "title" | "note" | "aside">) {
  return (
    <div className="mb-3.5 flex flex-wrap items-baseline gap-x-2.5 gap-y-1">
      <h2 className="text-h2">{title}</h2>
      {note && <p className="text-small leading-5 text-text-3">{note}</p>}
      {aside && <div className="ml-auto self-center">{aside}</div>}
    </div>
  );
}
