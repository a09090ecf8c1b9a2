import { OctagonX } from "lucide-react";
import type { ReactNode } from "react";
import { buttonClass } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { MoonIcon, SunIcon } from "@/components/ui/icons";
import { LedgerLine } from "@/components/ui/ledger-lines";
import { formatInstant } from "@/lib/core/instants";
import { formatFineDollars } from "@/lib/core/money";
import { formatShare, formatWhole } from "@/lib/core/numbers";
import type { PreflightReport } from "@/lib/stages/batches/model/preflight";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import { discountOf, whyNot } from "./draft";

type LedgerAsideProps = {
  batch: BatchDetail | null;
  now: Date;
  /** Hours that the provider may take. */
  windowHours: number;
  /** The form that the button sends. */
  formId: string;
};

const read = (text: string | null | undefined) => (text == null ? null : BigInt(text));

/** What it costs, as a sum; follows the four steps, and holds the one press that starts it. */
export function LedgerAside({ batch, now, windowHours, formId }: LedgerAsideProps) {
  const report = batch?.preflight ?? null;
  const sync = read(report?.cost.sync);
  const price = read(report?.cost.batch);
  const discount = discountOf(sync, price);
  return (
    <aside aria-label="This batch" className="self-start pt-[22px] lg:sticky lg:top-6">
      <p className="text-small text-text-3">This batch</p>
      <dl className="mt-2 mb-3">
        <LedgerLine label="Sync cost" icon={<SunIcon className="icon-xs" />}>
          {formatFineDollars(sync)}
        </LedgerLine>
        <LedgerLine
          label={discount === null ? "Batch discount" : `Batch discount, ${formatShare(discount)}`}
          icon={<MoonIcon className="icon-xs" />}
          tone="night"
        >
          {sync === null || price === null ? "–" : formatFineDollars(price - sync)}
        </LedgerLine>
        <div className="flex items-baseline justify-between gap-3 border-t border-b-[3px] border-t-text border-b-text [border-bottom-style:double] py-[7px]">
          <dt className="text-prose">Batch cost</dt>
          {price === null ? (
            <dd className="leading-[34px] text-text-3">–</dd>
          ) : (
            <dd className="text-[28px] leading-[34px] font-semibold tracking-[-.03em]">
              {formatFineDollars(price)}
            </dd>
          )}
        </div>
      </dl>
      {report && <CostNote report={report} />}
      <dl className="my-4">
        <Line name="Files">{report ? formatWhole(report.parts.length) : "–"}</Line>
        <Line name="Deadline">
          {batch ? formatInstant(new Date(now.getTime() + windowHours * 3_600_000)) : "–"}
        </Line>
        <Line name="Cost center">{batch?.costCenter ?? "–"}</Line>
      </dl>
      <Confirm batch={batch} formId={formId} />
    </aside>
  );
}

/** How it came about: the report says in words what it may cost at most, and why. */
function CostNote({ report: { cost } }: { report: PreflightReport }) {
  return (
    <p className="text-small leading-[17px] text-text-2">
      {cost.words}
      {cost.unpriced.length > 0 && ` No price is known for ${cost.unpriced.join(", ")}.`}
      {cost.source && <span className="block text-text-3">{cost.source}</span>}
    </p>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex justify-between gap-3 border-b border-line py-1.5 font-medium">
      <dt className="font-normal text-text-3">{name}</dt>
      <dd className="text-right [overflow-wrap:anywhere]">{children}</dd>
    </div>
  );
}

function Confirm({ batch, formId }: { batch: BatchDetail | null; formId: string }) {
  const reason = whyNot(batch);
  return (
    <>
      <button
        type="submit"
        form={formId}
        disabled={reason !== null}
        aria-describedby={reason ? "why-not" : undefined}
        className={buttonClass({ variant: "night", size: "lg" }, "w-full")}
      >
        <MoonIcon className="icon-s" />
        Confirm
      </button>
      {reason && (
        <p
          id="why-not"
          className={cx(
            "mt-2.5 flex gap-1.5 text-small leading-[17px]",
            batch?.state === "blocked" ? "text-bad" : "text-text-2",
          )}
        >
          {batch?.state === "blocked" && <OctagonX className="icon-xs mt-[2.5px] flex-none" />}
          {reason}
        </p>
      )}
      <p className="mt-2.5 text-small leading-[17px] text-text-3">
        Before that nothing is sent, and nothing is charged: this page is the dry run.
      </p>
    </>
  );
}
