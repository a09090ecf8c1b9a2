import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader dense title="Migration" />
      <PageBody dense>
        <SkeletonRows rows={8} row="h-11" />
      </PageBody>
    </>
  );
}
