import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";

export function NothingYet() {
  return (
    <>
      <PageHeader dense title="Spend" />
      <PageBody dense>
        <EmptyState
          title="No usage yet."
          actions={
            <ButtonLink href="/" size="sm">
              Import usage or load the sample
            </ButtonLink>
          }
        >
          Spend is ranked here as soon as a file of usage is imported.
        </EmptyState>
      </PageBody>
    </>
  );
}
