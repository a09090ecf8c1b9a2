import { Lock } from "lucide-react";
import Link from "next/link";
import { formatDollars } from "@/lib/core/money";
import { type Board, type Column, columnsOf } from "@/lib/stages/migration/model/board";
import { factsOf } from "@/lib/stages/migration/model/row";
import { STAGE_WORDS } from "@/lib/stages/migration/model/words";
import { CLOSED, hrefOf, type MigrationAddress } from "../address";
import { StretchBar } from "../stretch-bar";
import { shownDollars, visibleOf } from "../view";
import { Card } from "./card";

type BoardProps = { board: Board; asked: MigrationAddress; now: Date; mayMove: boolean };

/** Seven columns on a common scale; their dollars add up to the whole. */
export function MigrationBoard({ board, asked, now, mayMove }: BoardProps) {
  const columns = columnsOf(board);
  const shown = shownDollars(board);
  const [max = 0n] = columns.map(({ sync, batch }) => sync + batch).sort((a, b) => (a < b ? 1 : -1));
  return (
    <div className="grid grid-flow-col auto-cols-[minmax(148px,1fr)] border-y border-line">
      {columns.map((column) => (
        <section
          key={column.stage}
          aria-labelledby={`column-${column.stage}`}
          data-column={column.stage}
          className="min-h-[480px] border-r border-line px-2.5 pt-3.5 pb-2.5 first:pl-0 last:border-r-0 last:pr-0 data-over:bg-sunk"
        >
          <ColumnHead
            column={column}
            dollars={shown.column(column)}
            max={max}
            limit={board.rules.pilotLimit}
          />
          <Cards {...{ board, column, asked, now, mayMove, shown }} />
        </section>
      ))}
    </div>
  );
}

function ColumnHead({
  column,
  dollars,
  max,
  limit,
}: {
  column: Column;
  dollars: bigint;
  max: bigint;
  limit: number;
}) {
  const { stage, count, sync, batch } = column;
  return (
    <header className="pb-3.5">
      <h2 id={`column-${stage}`} className="flex items-baseline gap-1.5 text-body">
        <b className="font-semibold">{STAGE_WORDS[stage]}</b>
        <span className="text-text-3">{count}</span>
        {stage === "pilot" && <span className="ml-auto text-micro text-text-2">limit {limit}</span>}
      </h2>
      <p className="mt-1 mb-[7px] text-h1">{formatDollars(dollars)}</p>
      <StretchBar sync={sync} batch={batch} max={max} height={5} className="block" />
    </header>
  );
}

type CardsProps = BoardProps & { column: Column; shown: ReturnType<typeof shownDollars> };

function Cards({ board, column, asked, now, mayMove, shown }: CardsProps) {
  const { stage, rows } = column;
  const visible = visibleOf(stage, rows, asked.all === "1");
  const hidden = rows.slice(visible.length);
  const rest = hidden.reduce((all, row) => all + shown.of(row), 0n);
  return (
    <>
      {visible.length > 0 && (
        <ul>
          {visible.map((row, index) => (
            <Card
              key={row.key}
              row={row}
              facts={factsOf(row, board.rows, board.rules)}
              dollars={shown.of(row)}
              now={now}
              href={hrefOf(asked, { ...CLOSED, open: row.key })}
              isDraggable={mayMove && stage !== "confirmed"}
              position={`${index + 1} of ${rows.length}`}
            />
          ))}
        </ul>
      )}
      {hidden.length > 0 && (
        <Link
          href={hrefOf(asked, { all: "1" })}
          scroll={false}
          className="block px-0.5 py-1.5 text-small text-text-2 hover:text-text"
        >
          {hidden.length} more, {formatDollars(rest)}
        </Link>
      )}
      {stage === "candidate" && board.unnamed && (
        <p className="px-0.5 py-1.5 text-small text-text-3">Without a name, {formatDollars(shown.unnamed)}</p>
      )}
      {stage === "pilot" && (
        <Slot taken={rows.length} limit={board.rules.pilotLimit} nights={board.rules.nights} />
      )}
    </>
  );
}

/** Says why nothing else fits, and until when. */
function Slot({ taken, limit, nights }: { taken: number; limit: number; nights: number }) {
  const isFree = taken < limit;
  return (
    <p className="rounded-notice border border-dashed border-line-2 p-2.5 text-small text-text-3">
      {!isFree && <Lock className="icon-xs mr-1 inline align-[-1px]" />}
      {isFree
        ? "Free for an approved endpoint."
        : `${limit === 1 ? "One endpoint" : `${limit} endpoints`} at a time. Frees up after night ${nights}.`}
    </p>
  );
}
