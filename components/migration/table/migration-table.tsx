import Link from "next/link";
import { SplitBar } from "@/components/charts/split-bar";
import { cx } from "@/components/ui/class-names";
import { Dollars } from "@/components/ui/money";
import { Table, Td, Th, totalCell } from "@/components/ui/table";
import { formatDollars } from "@/lib/core/money";
import { type Board, inTableOrder, savingsOf, totalOf } from "@/lib/stages/migration/model/board";
import { inStageWords, nextStepOf } from "@/lib/stages/migration/model/next-step";
import { policyWords } from "@/lib/stages/migration/model/policy";
import { factsOf, type MigrationRow } from "@/lib/stages/migration/model/row";
import { CLOSED, hrefOf, type MigrationAddress } from "../address";
import { FIRST_CANDIDATES, shownDollars } from "../view";
import { StageMarks } from "./stage-marks";

type TableProps = { board: Board; asked: MigrationAddress; now: Date };
const BAR = 108;
const TONES = { do: "", wait: "text-text-3", bad: "font-medium text-bad" };

/** The first column stays while the others scroll. */
const STAYS = "max-lg:sticky max-lg:left-0 max-lg:z-10 max-lg:bg-bg";

/** The same data as the board, a row each. */
export function MigrationTable({ board, asked, now }: TableProps) {
  const shown = shownDollars(board);
  const total = totalOf(board);
  const { forecast, realised } = savingsOf(board.rows);
  const ordered = inTableOrder(board.rows);
  const candidates = ordered.filter(({ stage }) => stage === "candidate");
  const hidden = asked.all === "1" ? [] : candidates.slice(FIRST_CANDIDATES);
  const rest = hidden.reduce((all, row) => all + shown.of(row), 0n);
  return (
    <Table caption="Endpoints and the stage that they are in">
      <thead>
        <tr>
          <Th className={STAYS}>Endpoint or job</Th>
          <Th>Owner</Th>
          <Th>Stage</Th>
          <Th>In stage</Th>
          <Th end>30-day dollars</Th>
          <Th>Sync, batch</Th>
          <Th end>Forecast</Th>
          <Th end>Realised</Th>
          <Th>Fallback</Th>
          <Th>Next step</Th>
        </tr>
      </thead>
      <tbody>
        {ordered
          .filter((row) => !hidden.includes(row))
          .map((row) => (
            <Row key={row.key} {...{ row, board, asked, now }} dollars={shown.of(row)} />
          ))}
        {hidden.length > 0 && (
          <Summary dollars={rest}>
            <Link href={hrefOf(asked, { all: "1" })} scroll={false} className="text-text-2 hover:text-text">
              {hidden.length} more {hidden.length === 1 ? "candidate" : "candidates"}
            </Link>
          </Summary>
        )}
        {board.unnamed && (
          <Summary dollars={shown.unnamed}>
            <span className="text-text-2">Without a name</span>
          </Summary>
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colSpan={4} className={cx(totalCell, "py-2.5 text-left")}>
            All endpoints
          </th>
          <Td end className={totalCell}>
            {formatDollars(shown.total)}
          </Td>
          <Td className={totalCell}>
            <SplitBar sync={total.sync} batch={total.batch} max={total.sync + total.batch} width={BAR} />
          </Td>
          <Td end className={totalCell}>
            {formatDollars(forecast)}
            <span className="block text-small font-book text-text-3">approved</span>
          </Td>
          <Td end className={totalCell}>
            {formatDollars(realised)}
            <span className="block text-small font-book text-text-3">so far</span>
          </Td>
          <Td colSpan={2} className={totalCell} />
        </tr>
      </tfoot>
    </Table>
  );
}

function Row({ row, board, asked, now, dollars }: TableProps & { row: MigrationRow; dollars: bigint }) {
  const next = nextStepOf(row, factsOf(row, board.rows, board.rules));
  const max = row.sync + row.batch;
  return (
    <tr
      data-card={row.key}
      data-label={row.label}
      data-stage={row.stage}
      data-version={row.version}
      className="h-11 hover:bg-sunk focus-within:bg-sunk"
    >
      <Td
        className={cx(
          STAYS,
          "font-medium whitespace-nowrap max-md:min-w-[124px] max-md:whitespace-normal max-md:[overflow-wrap:anywhere]",
        )}
      >
        <Link
          href={hrefOf(asked, { ...CLOSED, open: row.key })}
          scroll={false}
          prefetch={false}
          className="hover:underline"
        >
          {row.label}
        </Link>
      </Td>
      <Td className="whitespace-nowrap text-text-2">{row.ownerName ?? row.owner ?? "–"}</Td>
      <Td>
        <StageMarks stage={row.stage} />
      </Td>
      <Td className="text-small whitespace-nowrap text-text-3">{inStageWords(row, now)}</Td>
      <Td end className="font-medium">
        {formatDollars(dollars)}
      </Td>
      <Td>
        <SplitBar sync={row.sync} batch={row.batch} max={max} width={BAR} />
      </Td>
      <Td end>
        <Dollars value={row.stage === "declined" ? null : row.forecast} />
      </Td>
      <Td end>
        <Dollars
          value={row.realised}
          className={row.realised === null ? undefined : "font-medium text-night-text"}
        />
      </Td>
      <Td className="text-small whitespace-nowrap text-text-2">{policyWords(row.policy)}</Td>
      <Td className={cx("whitespace-nowrap", TONES[next.tone])}>{next.says}</Td>
    </tr>
  );
}

function Summary({ dollars, children }: { dollars: bigint; children: React.ReactNode }) {
  return (
    <tr className="h-11">
      <Td colSpan={4}>{children}</Td>
      <Td end className="font-medium">
        {formatDollars(dollars)}
      </Td>
      <Td colSpan={5} />
    </tr>
  );
}
