import { Check } from "lucide-react";
import { cx } from "@/components/ui/class-names";
import { SunIcon } from "@/components/ui/icons";
import type { Stage } from "@/lib/core/values";
import { marksOf, STAGE_WORDS } from "@/lib/stages/migration/model/words";

const WAY: readonly Stage[] = ["candidate", "asked", "approved", "pilot", "migrated", "confirmed"];
const REFUSED: readonly Stage[] = ["candidate", "asked", "declined"];

type StageLineProps = {
  stage: Stage;
  /** What stands below a stage: when it was reached, or what it waits for. */
  notes: Partial<Record<Stage, string>>;
};

/** The way of one endpoint: what is behind it, where it stands, what is to come. */
export function StageLine({ stage, notes }: StageLineProps) {
  const way = stage === "declined" ? REFUSED : WAY;
  const place = stage === "declined" ? REFUSED.length : marksOf(stage);
  return (
    <ol aria-label="Stage" className="flex gap-y-3 pt-5 pb-4 max-md:flex-col">
      {way.map((step, index) => {
        const [isBehind, isHere] = [index + 1 < place, index + 1 === place];
        return (
          <li
            key={step}
            {...(isHere && { "aria-current": "step" as const })}
            className="flex min-w-0 flex-1 flex-col gap-1.5 max-md:flex-row max-md:items-center max-md:gap-3"
          >
            <span aria-hidden="true" className="flex items-center">
              <Mark step={step} isBehind={isBehind} isHere={isHere} />
              {index + 1 < way.length && (
                <span className={cx("h-px flex-1 max-md:hidden", isBehind ? "bg-night" : "bg-line-2")} />
              )}
            </span>
            <span className={cx("text-control", isHere ? "font-semibold" : "text-text-2")}>
              {STAGE_WORDS[step]}
              <span className="block min-h-4 text-small font-normal text-text-3">{notes[step]}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

function Mark({ step, isBehind, isHere }: { step: Stage; isBehind: boolean; isHere: boolean }) {
  if (step === "declined") return <SunIcon className="icon-s flex-none text-day-text" />;
  if (isBehind)
    return (
      <span className="grid size-3 flex-none place-items-center rounded-full bg-night text-bg">
        <Check className="size-2" strokeWidth={3.5} />
      </span>
    );
  return (
    <span
      className={cx(
        "size-3 flex-none rounded-full border",
        isHere ? "border-[3.5px] border-night bg-bg" : "border-line-2",
      )}
    />
  );
}
