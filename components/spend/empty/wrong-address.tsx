import { ButtonLink } from "@/components/ui/button";
import { FailureState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";

/** A link that says something this page does not know: better told than answered for something else. */
export function WrongAddress({
  error,
}: {
  error: { message: string; fields?: Record<string, string> | undefined };
}) {
  return (
    <>
      <PageHeader dense title="Spend" />
      <PageBody dense>
        <FailureState
          title="This link is not understood."
          actions={
            <ButtonLink href="/spend" size="sm">
              Show all spend
            </ButtonLink>
          }
        >
          <ul>
            {Object.entries(error.fields ?? { address: error.message }).map(([name, message]) => (
              <li key={name} className="[overflow-wrap:anywhere]">
                <span className="mono">{name}</span>: {message}
              </li>
            ))}
          </ul>
        </FailureState>
      </PageBody>
    </>
  );
}
