import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";
import { cx } from "../class-names";

type Crumb = { href?: string; label: ReactNode };
type PageHeaderProps = {
  title: ReactNode;
  /** One grey fact: "4 providers, 24 endpoints". */
  fact?: ReactNode;
  /** A badge beside the title. */
  badge?: ReactNode;
  /** The way here, on detail pages: the list, then where in it ("Rank 2 of 24"). */
  crumbs?: Crumb[];
  actions?: ReactNode;
  /** Dense pages (Spend, Batches) stand 24 px from the edge instead of 32. */
  dense?: boolean;
};

export function PageHeader({ title, fact, badge, crumbs = [], actions, dense = false }: PageHeaderProps) {
  return (
    <header
      className={cx(
        "flex min-h-16 flex-wrap items-center gap-x-3 gap-y-2 pt-[18px] max-md:px-4",
        dense ? "px-6 pb-2.5" : "px-8 pb-3.5",
      )}
    >
      <div className="min-w-0">
        {crumbs.length > 0 && <Breadcrumb crumbs={crumbs} />}
        <div className="flex min-w-0 flex-wrap items-center gap-x-3">
          <h1 className="min-w-0 text-h1 [overflow-wrap:anywhere]">{title}</h1>
          {badge}
          {fact && <span className="pt-1 text-small text-text-3">{fact}</span>}
        </div>
      </div>
      {actions && (
        <div className="ml-auto flex flex-wrap items-center gap-3 max-md:ml-0 max-md:gap-2">{actions}</div>
      )}
    </header>
  );
}

function Breadcrumb({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="mb-0.5 flex items-center gap-1.5 text-control text-text-3">
      {crumbs.map((crumb, index) => (
        <Fragment key={crumb.href ?? index}>
          {index > 0 && <ChevronRight className="icon-xs" />}
          {crumb.href ? (
            <Link href={crumb.href} className="hover:text-text">
              {crumb.label}
            </Link>
          ) : (
            <span>{crumb.label}</span>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

/** What stands under the header. */
export function PageBody({ dense = false, children }: { dense?: boolean; children: ReactNode }) {
  return <div className={cx("pb-10 max-md:px-4", dense ? "px-6" : "px-8")}>{children}</div>;
}

type SectionProps = {
  title?: ReactNode;
  /** The question of the section, with its answer, in grey. */
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
