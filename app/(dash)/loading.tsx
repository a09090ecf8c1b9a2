import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { Skeleton, SkeletonRows } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <>
      <PageHeader title={<Skeleton className="mt-2.5 h-3 w-28" />} />
      <PageBody>
        <SkeletonRows rows={8} />
      </PageBody>
    </>
  );
}
