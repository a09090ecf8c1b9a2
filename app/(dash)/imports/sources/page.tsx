import { pageContext } from "@/app/_server/context";
import { SourceForm } from "@/components/imports/sources/source-form";
import { SourceTable } from "@/components/imports/sources/source-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader, Section } from "@/components/ui/nav/page-header";
import { formatPeriod } from "@/lib/core/period";
import { chooseSourceAction } from "./actions";
import { loadSources } from "./load";

export const metadata = { title: "Which source counts" };

export default async function SourcesPage() {
  const ctx = await pageContext("imports.read");
  const { period, periods, mayChoose } = await loadSources(ctx);
  return (
    <>
      <PageHeader
        title="Which source counts"
        fact={period && formatPeriod(period)}
        crumbs={[{ href: "/imports", label: "Imports" }, { label: "Sources" }]}
      />
      <PageBody>
        {period && periods.length > 0 ? (
          <>
            <SourceTable periods={periods} />
            {mayChoose && <SourceForm periods={periods} period={period} choose={chooseSourceAction} />}
          </>
        ) : (
          <Section>
            <EmptyState title="Nothing counts yet">Import a file of usage first.</EmptyState>
          </Section>
        )}
      </PageBody>
    </>
  );
}
