import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";

export default function Forbidden() {
  return (
    <>
      <PageHeader title="Not for your role" />
      <PageBody>
        <EmptyState
          className="max-w-[640px]"
          title="Your role may not see this page."
          actions={
            <ButtonLink size="sm" href="/">
              To the overview
            </ButtonLink>
          }
        >
          An admin of the organisation can give you another role in Settings.
        </EmptyState>
      </PageBody>
    </>
  );
}
