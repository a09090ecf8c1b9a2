import { pageContext } from "@/app/_server/context";
import { DropZone } from "@/components/imports/drop-zone";
import { ImportList } from "@/components/imports/import-list";
import { Live } from "@/components/imports/live";
import { MoreLink } from "@/components/imports/more-link";
import { ButtonLink } from "@/components/ui/button";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { reachOf } from "@/lib/core/access";
import { listImports } from "@/lib/stages/imports/list-imports";
import { isMoving } from "@/lib/stages/imports/model/import";
import { listed } from "./listed";

export const metadata = { title: "Imports" };

type Props = { searchParams: Promise<{ cursor?: string }> };

export default async function ImportsPage({ searchParams }: Props) {
  const ctx = await pageContext("imports.read");
  const { cursor } = await searchParams;
  const { rows, nextCursor } = await listImports(ctx, { limit: 50, cursor });
  const mayImport = reachOf(ctx.actor.role, "imports.write") !== null;
  return (
    <>
      <PageHeader
        title="Imports"
        fact="Files of usage, the latest first"
        actions={rows.length > 0 && <ButtonLink href="/imports/sources">Which source counts</ButtonLink>}
      />
      <PageBody>
        {mayImport && <DropZone />}
        <div className="pt-5">
          <ImportList imports={rows.map((row) => listed(ctx, row))} />
          <MoreLink href={nextCursor && `/imports?cursor=${nextCursor}`} />
        </div>
        <Live isRunning={rows.some((row) => isMoving(row.import))} />
      </PageBody>
    </>
  );
}
