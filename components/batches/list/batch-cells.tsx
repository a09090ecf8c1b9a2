import Link from "next/link";
import { cx } from "@/components/ui/class-names";
import { Dollars } from "@/components/ui/money";
import { ProviderMark } from "@/components/ui/provider-mark";
import { formatWhole } from "@/lib/core/numbers";
import type { BatchRow } from "@/lib/stages/batches/model/view";
import { batchHref } from "../address";
import { RequestBar } from "../request-bar";
import { percentDone, progressOf, requestsWord, troubleWords, windowWords } from "../words";

export function NameCell({ row }: { row: BatchRow }) {
  return (
    <>
      <Link
        href={batchHref(row.id)}
        tabIndex={-1}
        className="font-medium [overflow-wrap:anywhere] hover:underline"
      >
        {row.endpoint.label}
      </Link>
      <div className="mt-px flex items-center gap-x-1.5 text-small whitespace-nowrap text-text-3">
        <ProviderMark provider={row.provider} />
        <span className="mono">{row.id}</span>
        <span>{row.costCenter}</span>
        {row.label && (
          <span title={row.label} className="min-w-0 truncate">
            {row.label}
          </span>
        )}
      </div>
    </>
  );
}

export function RequestsCell({ row }: { row: BatchRow }) {
  const progress = progressOf(row);
  if (row.group === "waiting" || !progress)
    return (
      <span className="text-small text-text-3">
        {row.state === "preflight" && row.requests.total === 0
          ? "Being counted"
          : requestsWord(row.requests.total)}
      </span>
    );
  const trouble = troubleWords(progress);
  return (
    <>
      <div className="flex text-small">
        <span className="font-medium">{formatWhole(progress.succeeded)}</span>
        <span className="text-text-3">&nbsp;of {formatWhole(progress.total)}</span>
        {row.group === "running" && <span className="ml-auto font-medium">{percentDone(progress)}</span>}
      </div>
      <RequestBar progress={progress} className="mt-1" />
      {(trouble || progress.syncDone > 0) && (
        <div className="mt-[3px] flex flex-wrap gap-x-2 text-micro">
          {trouble && <span className="text-bad">{trouble}</span>}
          {progress.syncDone > 0 && (
            <span className="text-day-text">{formatWhole(progress.syncDone)} run as sync</span>
          )}
        </div>
      )}
    </>
  );
}

const TONES = { plain: "font-medium", quiet: "text-text-2", bad: "font-medium text-bad" };

export function WindowCell({ row, now }: { row: BatchRow; now: Date }) {
  const { main, note, tone } = windowWords(row, now);
  return (
    <span className={cx("block text-small", TONES[tone])}>
      {main}
      {note && (
        <span className={cx("block text-micro font-normal", tone === "bad" ? "text-bad" : "text-text-3")}>
          {note}
        </span>
      )}
    </span>
  );
}

/** What it costs, or is expected to, over the same work as sync. */
export function CostCell({ row }: { row: BatchRow }) {
  const { estimate, settled, syncEquivalent, estimateSync } = row.cost;
  const isOver = row.group === "finished";
  const [cost, sync] = isOver ? [settled, syncEquivalent] : [estimate, estimateSync];
  return (
    <>
      <Dollars value={cost} fine className="block font-medium text-night-text" />
      <Dollars value={sync} fine className="block text-small text-text-3" />
    </>
  );
}
