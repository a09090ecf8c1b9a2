import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";

export const metadata = { title: "Not for your role" };

/** What `pageContext` answers with when the role may not see the page. */
export default function Forbidden() {
  return (
    <div className="px-8 py-10 max-md:px-4">
      <EmptyState
        title="Your role may not see this page"
        actions={<ButtonLink href="/">Overview</ButtonLink>}
      >
        An admin can change your role under Settings, People.
      </EmptyState>
    </div>
  );
}
