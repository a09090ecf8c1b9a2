import { pageContext } from "@/app/_server/context";
import { ImportActions } from "@/components/imports/import-actions";
import { Live } from "@/components/imports/live";
import { ImportTag } from "@/components/imports/status-words";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { reachOf } from "@/lib/core/access";
import { isMoving } from "@/lib/stages/imports/model/import";
import { type ImportSearch, loadShown } from "./load";
import { ImportState } from "./state";
import { titleOf } from "./title";

export const metadata = { title: "Import" };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<ImportSearch> };

export default async function ImportPage({ params, searchParams }: Props) {
  const ctx = await pageContext("imports.read");
  const search = await searchParams;
  const shown = await loadShown(ctx, (await params).id, search);
  const { import: one } = shown.seen;
  const mayWrite = reachOf(ctx.actor.role, "imports.write") !== null;
  return (
    <>
      <PageHeader
        title={titleOf(one)}
        crumbs={[{ href: "/imports", label: "Imports" }, { label: one.filename }]}
        badge={<ImportTag status={one.status} />}
        actions={
          <ImportActions hasRows={shown.problems.total > 0} finish={shown.finish} {...{ one, mayWrite }} />
        }
      />
      <PageBody>
        <ImportState shown={shown} mayWrite={mayWrite} search={search} />
        <Live isRunning={isMoving(one) || shown.isFixing} />
      </PageBody>
    </>
  );
}
