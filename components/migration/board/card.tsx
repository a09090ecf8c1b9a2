import Link from "next/link";
import { initialsOf } from "@/components/shell/role-names";
import { cx } from "@/components/ui/class-names";
import { formatDollars } from "@/lib/core/money";
import type { MigrationRow } from "@/lib/stages/migration/model/row";
import type { MoveFacts } from "@/lib/stages/migration/model/rules";
import { STAGE_WORDS } from "@/lib/stages/migration/model/words";
import { footOf, worthOf } from "../card-words";
import { StretchBar } from "../stretch-bar";
import { splitName } from "../view";

type CardProps = {
  row: MigrationRow;
  facts: MoveFacts;
  dollars: bigint;
  now: Date;
  href: string;
  isDraggable: boolean;
  position: string;
};
const TONES = { plain: "text-text-2", bad: "text-bad", ok: "text-ok" };

/** One endpoint. The whole card opens it; dragging it moves it. */
export function Card({ row, facts, dollars, now, href, isDraggable, position }: CardProps) {
  const [folder, name] = splitName(row.label);
  const worth = worthOf(row);
  const foot = footOf(row, facts, now);
  const who = row.ownerName ?? row.owner;
  return (
    <li
      draggable={isDraggable}
      data-card={row.key}
      data-label={row.label}
      data-stage={row.stage}
      data-version={row.version}
      className={cx(
        "relative mb-2 rounded-notice border bg-raised px-2.5 pt-[9px] pb-2 shadow-1 hover:border-ctl-line",
        row.stage === "pilot" ? "border-night-edge inset-ring inset-ring-night-edge" : "border-line-2",
      )}
    >
      <Link
        href={href}
        scroll={false}
        prefetch={false}
        className="block text-[12.5px] leading-[17px] [overflow-wrap:anywhere] after:absolute after:inset-0 after:rounded-notice"
      >
        {folder && <span className="block text-[11.5px] text-text-3">{folder}</span>}
        <b className="font-semibold">{name}</b>
        <span className="sr-only">{`, ${STAGE_WORDS[row.stage]}, ${position}`}</span>
      </Link>
      <div className="mt-1.5 mb-[5px] text-small font-medium">{formatDollars(dollars)}</div>
      <StretchBar sync={row.sync} batch={row.batch} max={row.sync + row.batch} className="block" />
      <div className={cx("mt-1.5 text-small", worth.tone === "night" ? "text-night-text" : "text-text-3")}>
        {worth.says}
      </div>
      <div className="mt-2 flex items-center gap-1.5 text-small leading-[15px]">
        {who && (
          <span
            title={who}
            className="grid size-5 flex-none place-items-center rounded-full border border-line-2 bg-sel text-[8.5px] font-semibold text-text-2"
          >
            <span aria-hidden="true">{initialsOf(who)}</span>
            <span className="sr-only">{who}</span>
          </span>
        )}
        <span className={cx("flex items-start gap-1", TONES[foot.tone])}>
          {foot.icon}
          {foot.says}
        </span>
      </div>
    </li>
  );
}
