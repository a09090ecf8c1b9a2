import { Download } from "lucide-react";
import Link from "next/link";
import { ButtonLink, buttonClass, LINK } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MoonIcon } from "@/components/ui/icons";
import { Kbd } from "@/components/ui/kbd";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { TabLinks } from "@/components/ui/nav/tabs";
import { FILTERS, hrefOf, TABS, type Tab, tabOf } from "../address";
import { Live } from "../live/live";
import { stateWord } from "../words";
import { BatchTable } from "./batch-table";
import { BatchFilters } from "./filters";
import type { BatchesView } from "./view";

const TAB_WORDS: Record<Tab, string> = {
  all: "All",
  running: "Running",
  attention: "Needs attention",
  finished: "Finished",
};

type ScreenProps = { view: BatchesView; now: Date; may: { start: boolean } };

/** Is anything going to be late? */
export function BatchesScreen({ view, now, may }: ScreenProps) {
  const { counts, sections, asked } = view;
  const rows = sections.flatMap((section) => section.rows);
  const isFiltered = FILTERS.some((name) => asked[name]);
  if (counts.all === 0 && !isFiltered)
    return (
      <>
        <PageHeader dense title="Batches" actions={may.start && <NewBatch />} />
        <PageBody dense>
          <Nothing mayStart={may.start} />
        </PageBody>
      </>
    );
  const tab = tabOf(asked);
  return (
    <>
      <PageHeader
        dense
        title="Batches"
        actions={
          <>
            <a href={hrefOf(asked, {}, "/batches/csv")} download className={buttonClass()}>
              <Download className="icon-s" />
              Export
            </a>
            {may.start && <NewBatch />}
          </>
        }
      />
      <PageBody dense>
        <div className="mb-1 flex flex-wrap items-end gap-x-4 border-b border-line">
          <div className="-mb-px min-w-0 flex-1 basis-[340px] [&>nav]:border-0">
            <TabLinks
              label="Which batches"
              items={TABS.map((one) => ({
                href: hrefOf(asked, { state: one === "all" ? "" : one }),
                label: TAB_WORDS[one],
                count: counts[one],
                active: one === tab,
              }))}
            />
          </div>
          <div className="flex flex-wrap items-center gap-2 py-1.5">
            <BatchFilters {...view} />
            <Live
              url="/batches/live"
              seen={rows.map((row) => ({ id: row.id, name: row.endpoint.label, word: stateWord(row) }))}
              drawnAt={now.toISOString()}
            />
          </div>
        </div>
        {rows.length > 0 ? (
          <BatchTable {...{ sections, asked, now }} />
        ) : (
          <EmptyState
            title={isFiltered ? "No batch matches the filters." : NONE[tab]}
            actions={
              <ButtonLink href="/batches" size="sm">
                Show all
              </ButtonLink>
            }
          />
        )}
        {view.nextCursor && (
          <p className="pt-3">
            <Link href={hrefOf(asked, { cursor: view.nextCursor })} className={LINK}>
              Earlier batches
            </Link>
          </p>
        )}
      </PageBody>
    </>
  );
}

const NONE: Record<Tab, string> = {
  all: "No batch is on this page.",
  running: "No batch runs now.",
  attention: "No batch needs attention.",
  finished: "No batch has finished yet.",
};

function NewBatch() {
  return (
    <ButtonLink href="/batches/new" variant="night" aria-keyshortcuts="N">
      <MoonIcon className="icon-s" />
      New batch
      <span className="max-md:hidden">
        <Kbd onNight>N</Kbd>
      </span>
    </ButtonLink>
  );
}

function Nothing({ mayStart }: { mayStart: boolean }) {
  return (
    <EmptyState
      title="No batches yet."
      actions={
        <>
          {mayStart && (
            <ButtonLink href="/batches/new" size="sm">
              Upload a file
            </ButtonLink>
          )}
          <ButtonLink href="/migration" size="sm">
            See approved endpoints
          </ButtonLink>
        </>
      }
    >
      Prepare one from an approved endpoint.
    </EmptyState>
  );
}
