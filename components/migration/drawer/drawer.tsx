import { CircleAlert } from "lucide-react";
import { MoonIcon } from "@/components/ui/icons";
import { LedgerLine, LedgerLines } from "@/components/ui/ledger-lines";
import { Dollars } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { formatDollars } from "@/lib/core/money";
import { formatShare } from "@/lib/core/numbers";
import { formatDay } from "@/lib/core/period";
import type { HistoryLine } from "@/lib/stages/migration/model/history";
import type { Ticks } from "@/lib/stages/migration/model/move";
import { passedInARow } from "@/lib/stages/migration/model/night";
import type { MigrationRow } from "@/lib/stages/migration/model/row";
import { type Check, judgeMove, type MoveFacts, refusalWords } from "@/lib/stages/migration/model/rules";
import { isStage, STAGE_WORDS } from "@/lib/stages/migration/model/words";
import { CLOSED, hrefOf, type MigrationAddress } from "../address";
import type { DrawerActions } from "./actions";
import { Checklist } from "./checklist";
import { DrawerFrame } from "./drawer-frame";
import { History } from "./history";
import { MoveForms } from "./move-forms";
import { PolicyForm } from "./policy-form";

export type DrawerDetail = {
  row: MigrationRow;
  facts: MoveFacts;
  checks: Check[];
  ticks: Ticks;
  history: HistoryLine[];
};
type DrawerProps = {
  detail: DrawerDetail;
  asked: MigrationAddress;
  /** The keys of the rows that stand on the page, in order. */
  walk: string[];
  may: { move: boolean; nameCostCenter: boolean };
  actions: DrawerActions;
};

export function MigrationDrawer({ detail, asked, walk, may, actions }: DrawerProps) {
  const { row, facts, checks, ticks, history } = detail;
  const at = walk.indexOf(row.key);
  const to = (key: string | undefined) => (key ? hrefOf(asked, { ...CLOSED, open: key }) : null);
  const hrefs = {
    closed: hrefOf(asked, CLOSED),
    endpoint: `/spend/${encodeURIComponent(row.key)}`,
    previous: at > 0 ? to(walk[at - 1]) : null,
    next: at >= 0 ? to(walk[at + 1]) : null,
  };
  return (
    <DrawerFrame
      title={row.label}
      fact={factOf(row, facts)}
      hrefs={hrefs}
      footer={
        may.move && (
          <MoveForms
            key={`${row.key} ${row.version}`}
            row={{ key: row.key, stage: row.stage, version: row.version }}
            actions={{ move: actions.move, rollBack: actions.rollBack, undo: actions.undo }}
          />
        )
      }
    >
      <OpenCheck row={row} facts={facts} asked={asked} />
      {row.regression && (
        <Notice
          tone="bad"
          icon={<CircleAlert className="icon" />}
          title="Calls run as sync again."
          className="mb-4"
        >
          {formatShare(row.regression.share)} of what moved, {formatDay(row.regression.from)} to{" "}
          {formatDay(row.regression.to)}.
          {row.regression.perDay !== null && ` That loses ${formatDollars(row.regression.perDay)} a day.`}
        </Notice>
      )}
      <Saving row={row} />
      <PolicyForm
        key={`${row.key} ${row.policyAt?.getTime() ?? 0}`}
        endpoint={row.key}
        policy={row.policy && { ...row.policy, capPerNight: capText(row.policy.capPerNight) }}
        save={may.move ? actions.savePolicy : null}
      />
      <Checklist {...{ row, checks, ticks, may, actions }} open={asked.check ?? null} />
      <History lines={history} />
    </DrawerFrame>
  );
}

function factOf({ stage, nights }: MigrationRow, { rules }: MoveFacts): string {
  if (stage !== "pilot") return STAGE_WORDS[stage];
  return `Pilot, night ${Math.min(passedInARow(nights), rules.nights)} of ${rules.nights}`;
}

/** Says which check a move met that did not pass, while it still does not. */
function OpenCheck({ row, facts, asked }: { row: MigrationRow; facts: MoveFacts; asked: MigrationAddress }) {
  const to = asked.to ?? null;
  if (!asked.check || !isStage(to)) return null;
  const move = judgeMove(to, facts);
  if (move.kind !== "open") return null;
  return (
    <Notice icon={<CircleAlert className="icon" />} role="status" className="mb-4">
      {refusalWords(to, move.check, row.ownerName ?? row.owner)}
    </Notice>
  );
}

/** Sync today − what batch saves; beside it what came of it. */
function Saving({ row }: { row: MigrationRow }) {
  const { sync, forecast, realised, confirmed } = row;
  const toCome = forecast === null ? 0n : forecast - (realised ?? 0n);
  const saves = toCome > 0n ? toCome : 0n;
  return (
    <div className="mb-5">
      <LedgerLines>
        <LedgerLine label="Sync today">
          <Dollars value={sync} />
        </LedgerLine>
        {saves > 0n && (
          <LedgerLine label="As batch" tone="night" icon={<MoonIcon className="icon-s" />}>
            <Dollars value={sync - saves} />
          </LedgerLine>
        )}
        <div className="mt-1 flex items-baseline justify-between border-t border-b-[3px] border-t-text border-b-text py-1.5 [border-bottom-style:double] text-night-text">
          <dt>{saves > 0n ? "Saves per month" : "Saves nothing more"}</dt>
          <dd className="text-[16px] leading-6 font-semibold">
            <Dollars value={saves} />
          </dd>
        </div>
      </LedgerLines>
      <dl className="mt-2.5 grid grid-cols-3 gap-3 text-small">
        {[
          ["Expected", forecast],
          ["Realised", realised],
          ["Confirmed", confirmed],
        ].map(([label, value]) => (
          <div key={String(label)}>
            <dt className="text-text-3">{String(label)}</dt>
            <dd className="font-medium">
              <Dollars value={typeof value === "bigint" ? value : null} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function capText(cap: bigint | null): string {
  return cap === null ? "" : formatDollars(cap, { cents: cap % 1_000_000_000_000n !== 0n });
}
