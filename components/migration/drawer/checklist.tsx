import { Check as CheckIcon } from "lucide-react";
import { cx } from "@/components/ui/class-names";
import { dayOf, formatDay } from "@/lib/core/period";
import { TICK_IDS, TICKS, type Ticks } from "@/lib/stages/migration/model/move";
import type { MigrationRow } from "@/lib/stages/migration/model/row";
import type { Check } from "@/lib/stages/migration/model/rules";
import type { DrawerActions } from "./actions";
import { CostCenterForm } from "./cost-center-form";
import { TickForm } from "./tick-form";

type ChecklistProps = {
  row: MigrationRow;
  checks: Check[];
  ticks: Ticks;
  open: string | null;
  may: { move: boolean; nameCostCenter: boolean };
  actions: DrawerActions;
};

/** What the rules ask, then what people tick off by themselves. */
export function Checklist({ row, checks, ticks, open, may, actions }: ChecklistProps) {
  const done = checks.filter(({ isDone }) => isDone).length + TICK_IDS.filter((id) => ticks[id]).length;
  return (
    <section aria-labelledby="checklist" className="mt-5">
      <h3 id="checklist" className="flex items-baseline justify-between text-h2">
        Checklist
        <span className="text-small font-book text-text-3">
          {done} of {checks.length + TICK_IDS.length}
        </span>
      </h3>
      <ul className="mt-1">
        {checks.map((check) => (
          <li
            key={check.id}
            className={cx(
              "border-b border-line py-[5.5px]",
              check.id === open && !check.isDone && "-mx-2 rounded-ctl bg-sel px-2",
            )}
          >
            <Line check={check} />
            {check.id === "cost-center" && !check.isDone && may.nameCostCenter && (
              <CostCenterForm endpoint={row.key} save={actions.nameCostCenter} />
            )}
          </li>
        ))}
        {TICK_IDS.map((id) => (
          <li key={id} className="flex items-center gap-[9px] border-b border-line py-[5.5px]">
            <TickForm
              endpoint={row.key}
              tick={id}
              label={TICKS[id]}
              isOn={ticks[id] !== undefined}
              save={may.move ? actions.tick : null}
            />
            <span className="ml-auto text-small whitespace-nowrap text-text-3">
              {ticks[id] ? formatDay(dayOf(ticks[id].at)) : ""}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Line({ check }: { check: Check }) {
  const when = check.isDone && check.at ? formatDay(dayOf(check.at)) : check.note;
  return (
    <div className="flex items-center gap-[9px]">
      <span
        aria-hidden="true"
        className={cx(
          "grid size-3.5 flex-none place-items-center rounded-[3px] border-[1.2px]",
          check.isDone ? "border-ink bg-ink text-on-ink" : "border-ctl-line",
        )}
      >
        {check.isDone && <CheckIcon className="size-2.5 stroke-[3]" />}
      </span>
      <span className={check.isDone ? "text-text-2" : ""}>
        {check.says}
        <span className="sr-only">{check.isDone ? ", done" : ", open"}</span>
      </span>
      <span className="ml-auto text-right text-small text-text-3">{when}</span>
    </div>
  );
}
