"use client";
import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { Button } from "@/components/ui/button";
import { FailureState } from "@/components/ui/empty-state";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { toast } from "@/components/ui/overlay/toast";

type LoadFailureProps = {
  /** What could not be loaded: "Spend". */
  what: string;
  error: Error & { digest?: string };
  reset: () => void;
};

/** What every `error.tsx` shows. The address, and with it dates and filters, stays as it is. */
export function LoadFailure({ what, error, reset }: LoadFailureProps) {
  const router = useRouter();
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  const copy = async () => {
    const details = [what, location.href, error.digest].filter(Boolean).join("\n");
    await navigator.clipboard.writeText(details);
    toast({ text: "Details copied." });
  };
  return (
    <>
      <PageHeader title={what} />
      <PageBody>
        <FailureState
          className="max-w-[640px]"
          title={`${what} could not be loaded.`}
          actions={
            <>
              <Button size="sm" onClick={again}>
                Try again
              </Button>
              <Button size="sm" variant="ghost" onClick={copy}>
                Copy details
              </Button>
            </>
          }
        >
          The server met a problem on the way. Nothing was changed; your filters are kept.
          {error.digest && <span className="mono mt-1 block text-text-3">{error.digest}</span>}
        </FailureState>
      </PageBody>
    </>
  );
}
