import type { ReactNode } from "react";
import { cx } from "@/components/ui/class-names";
import { formatDuration } from "@/lib/core/instants";
import { formatFineDollars } from "@/lib/core/money";
import { formatWhole } from "@/lib/core/numbers";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import { etaWords, type Progress, progressOf } from "../words";

/** How far it is, what is left of its time, and what it costs. */
export function Figures({ batch, now }: { batch: BatchDetail; now: Date }) {
  const progress = progressOf(batch);
  const { syncEquivalent } = batch.cost;
  return (
    <dl className="flex flex-wrap gap-x-14 gap-y-3 pt-3.5 pb-[18px] max-md:gap-x-8">
      {progress ? (
        <Done progress={progress} />
      ) : (
        <Figure name="Requests">
          {formatWhole(batch.requests.total)}{" "}
          <Small>{batch.state === "unsure" ? "perhaps sent" : "no progress shown before the end"}</Small>
        </Figure>
      )}
      <Time batch={batch} now={now} />
      <Cost batch={batch} />
      {syncEquivalent !== null && (
        <Figure name="Same work as sync" className="text-text-2">
          {formatFineDollars(syncEquivalent)}
        </Figure>
      )}
    </dl>
  );
}

function Done({ progress }: { progress: Progress }) {
  const { succeeded, total, failed, expired, cancelled, syncDone } = progress;
  return (
    <>
      <Figure name="Requests done">
        {formatWhole(succeeded)} <Small>of {formatWhole(total)}</Small>
      </Figure>
      {failed > 0 && (
        <Figure name="Failed" className="text-bad">
          {formatWhole(failed)}
        </Figure>
      )}
      {expired > 0 && (
        <Figure name="Expired" className="text-bad">
          {formatWhole(expired)}
        </Figure>
      )}
      {cancelled > 0 && <Figure name="Cancelled">{formatWhole(cancelled)}</Figure>}
      {syncDone > 0 && (
        <Figure name="Run as sync" className="text-day-text">
          {formatWhole(syncDone)}
        </Figure>
      )}
    </>
  );
}

function Time({ batch, now }: { batch: BatchDetail; now: Date }) {
  const { startedAt, endedAt, deadlineAt } = batch;
  if (!startedAt) return null;
  if (endedAt) return <Figure name="Took">{formatDuration(endedAt.getTime() - startedAt.getTime())}</Figure>;
  if (!deadlineAt)
    return <Figure name="Elapsed">{formatDuration(now.getTime() - startedAt.getTime())}</Figure>;
  const left = deadlineAt.getTime() - now.getTime();
  const eta = etaWords(batch, now)?.toLowerCase();
  return left > 0 ? (
    <Figure name="Time left">
      {formatDuration(left)} {eta && <Small>{eta}</Small>}
    </Figure>
  ) : (
    <Figure name="Past its deadline" className="text-bad">
      {formatDuration(-left)}
    </Figure>
  );
}

function Cost({ batch }: { batch: BatchDetail }) {
  const { estimate, settled } = batch.cost;
  if (batch.group === "finished" || (settled !== null && batch.requests.pending === 0))
    return (
      <Figure name="Batch cost" className="text-night-text">
        {settled === null ? "–" : formatFineDollars(settled)}{" "}
        {estimate !== null && <Small>{formatFineDollars(estimate)} estimated</Small>}
      </Figure>
    );
  if (settled !== null)
    return (
      <Figure name="Batch cost so far" className="text-night-text">
        {formatFineDollars(settled)}{" "}
        {estimate !== null && <Small>of about {formatFineDollars(estimate)}</Small>}
      </Figure>
    );
  return (
    <Figure name="Batch cost, expected" className="text-night-text">
      {estimate === null ? "–" : formatFineDollars(estimate)}
    </Figure>
  );
}

function Figure({ name, className, children }: { name: string; className?: string; children: ReactNode }) {
  return (
    <div className="flex flex-col-reverse gap-0.5">
      <dd className={cx("text-[20px] leading-7 font-semibold tracking-[-.02em]", className)}>{children}</dd>
      <dt className="text-small text-text-3">{name}</dt>
    </div>
  );
}

function Small({ children }: { children: ReactNode }) {
  return <span className="text-body font-normal tracking-normal text-text-2">{children}</span>;
}
