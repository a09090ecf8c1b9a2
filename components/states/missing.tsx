import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";

/** There is nothing at this address, or nothing that this person may see: both look the same. */
export function Missing() {
  return (
    <>
      <PageHeader title="Not found" />
      <PageBody>
        <EmptyState
          className="max-w-[640px]"
          title="There is nothing at this address."
          actions={
            <ButtonLink size="sm" href="/">
              To the overview
            </ButtonLink>
          }
        >
          It may have been removed, or it belongs to another organisation.
        </EmptyState>
      </PageBody>
    </>
  );
}
