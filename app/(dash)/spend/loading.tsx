import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader dense title="Spend" />
      <PageBody dense>
        <SkeletonRows rows={12} row="h-[50px]" />
      </PageBody>
    </>
  );
}
