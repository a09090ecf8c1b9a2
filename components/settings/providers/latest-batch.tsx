import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { CopyPolicy } from "./copy-policy";
import type { ProviderRowView } from "./row-view";

/** What no test finds out: a batch met it. */
export function LatestBatch({ row: { id, policy, setback } }: { row: ProviderRowView }) {
  if (!setback) return null;
  return (
    <Notice
      title={setback.title}
      className="mt-2"
      actions={
        <>
          {policy && <CopyPolicy text={policy} href={`/settings/providers/${id}#rights`} />}
          <ButtonLink href={setback.href} size="sm">
            Open the batch
          </ButtonLink>
        </>
      }
    >
      {setback.message}
    </Notice>
  );
}
