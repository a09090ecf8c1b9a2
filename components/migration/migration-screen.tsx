import { Download, Kanban, Table2 } from "lucide-react";
import type { FormAction } from "@/components/settings/forms/form-action";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { MoonIcon, SunIcon } from "@/components/ui/icons";
import { PageBody, PageHeader } from "@/components/ui/nav/page-header";
import { SegmentedLinks } from "@/components/ui/nav/segmented";
import { formatDollars } from "@/lib/core/money";
import { formatPeriod } from "@/lib/core/period";
import type { Board } from "@/lib/stages/migration/model/board";
import { CLOSED, hrefOf, type MigrationAddress } from "./address";
import { MigrationBoard } from "./board/board";
import { BoardMoves } from "./board/board-moves";
import type { DrawerActions } from "./drawer/actions";
import { type DrawerDetail, MigrationDrawer } from "./drawer/drawer";
import { Filter } from "./filter";
import { RulesForm } from "./rules-form";
import { MigrationTable } from "./table/migration-table";
import { shownDollars, walkOf } from "./view";

type ScreenProps = {
  board: Board;
  teams: string[];
  detail: DrawerDetail | null;
  asked: MigrationAddress;
  now: Date;
  may: { move: boolean; nameCostCenter: boolean };
  actions: DrawerActions & { saveRules: FormAction };
};

export function MigrationScreen({ board, teams, detail, asked, now, may, actions }: ScreenProps) {
  const isTable = asked.view === "table";
  const isEmpty = board.rows.length === 0;
  const isFiltered = Boolean(asked.search || asked.team);
  return (
    <>
      <PageHeader
        dense
        title="Migration"
        fact={
          isEmpty
            ? undefined
            : `${formatPeriod(board.period)} at sync prices, ${formatDollars(shownDollars(board).total)} in all`
        }
        actions={<Actions asked={asked} teams={teams} isTable={isTable} />}
      />
      <PageBody dense>
        {isEmpty ? (
          <Nothing isFiltered={isFiltered} />
        ) : (
          <BoardMoves
            moves={may.move ? { move: actions.move, undo: actions.undo } : null}
            isTable={isTable}
            foot={
              <div className="ml-auto flex flex-wrap items-center gap-4 text-text-2">
                <Key />
                {may.move && <RulesForm rules={board.rules} save={actions.saveRules} />}
              </div>
            }
          >
            {isTable ? (
              <MigrationTable {...{ board, asked, now }} />
            ) : (
              // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
              <section aria-label="Board" tabIndex={0} className="overflow-x-auto">
                <MigrationBoard {...{ board, asked, now }} mayMove={may.move} />
              </section>
            )}
          </BoardMoves>
        )}
      </PageBody>
      {detail && (
        <MigrationDrawer {...{ detail, asked, may, actions }} walk={walkOf(board, asked.all === "1")} />
      )}
    </>
  );
}

function Actions({ asked, teams, isTable }: { asked: MigrationAddress; teams: string[]; isTable: boolean }) {
  const search = new URLSearchParams(
    hrefOf({ search: asked.search ?? "", team: asked.team ?? "" }).split("?")[1],
  );
  return (
    <>
      <SegmentedLinks
        label="View"
        items={[
          {
            href: hrefOf(asked, { ...CLOSED, view: "" }),
            label: <View icon={Kanban} word="Board" />,
            active: !isTable,
          },
          {
            href: hrefOf(asked, { ...CLOSED, view: "table" }),
            label: <View icon={Table2} word="Table" />,
            active: isTable,
          },
        ]}
      />
      <Filter asked={{ ...asked, ...CLOSED }} teams={teams} />
      <ButtonLink href={`/migration/csv?${search}`} prefetch={false} download>
        <Download className="icon-s" />
        Export
      </ButtonLink>
    </>
  );
}

function View({ icon: Icon, word }: { icon: typeof Kanban; word: string }) {
  return (
    <>
      <Icon className="icon-s" />
      {word}
    </>
  );
}

function Key() {
  return (
    <>
      <span className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-mark bg-day inset-ring inset-ring-day-edge" />
        <SunIcon className="icon-xs" /> Sync
      </span>
      <span className="flex items-center gap-1.5">
        <span className="size-2.5 rounded-mark bg-night" />
        <MoonIcon className="icon-xs" /> Batch
      </span>
    </>
  );
}

function Nothing({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState
        title="No endpoint matches the filter."
        actions={
          <ButtonLink href="/migration" size="sm">
            Show all
          </ButtonLink>
        }
      />
    );
  return (
    <EmptyState
      title="Nothing to move yet."
      actions={
        <ButtonLink href="/" size="sm">
          Import usage or load the sample
        </ButtonLink>
      }
    >
      Endpoints stand here as soon as a file of usage is imported.
    </EmptyState>
  );
}
