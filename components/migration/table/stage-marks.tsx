import { SunIcon } from "@/components/ui/icons";
import type { Stage } from "@/lib/core/values";
import { marksOf, STAGE_WORDS } from "@/lib/stages/migration/model/words";

const STEPS = [1, 2, 3, 4, 5, 6];

/** Six marks and a word: ink until it is agreed, night from the pilot on, a sun when it stays. */
export function StageMarks({ stage }: { stage: Stage }) {
  const marks = marksOf(stage);
  const isNight = marks >= 4;
  const fill = isNight ? "fill-night" : "fill-text-2";
  return (
    <span className="flex items-center gap-2 whitespace-nowrap">
      <svg width="64" height="6" viewBox="0 0 64 6" aria-hidden="true">
        {STEPS.map((step) =>
          step <= marks ? (
            <rect key={step} x={(step - 1) * 11} width="9" height="6" rx="1" className={fill} />
          ) : (
            <rect
              key={step}
              x={(step - 1) * 11 + 0.5}
              y=".5"
              width="8"
              height="5"
              rx=".5"
              className="fill-none stroke-line-2"
            />
          ),
        )}
      </svg>
      {stage === "declined" ? (
        <span className="flex items-center gap-1 font-medium text-day-text">
          <SunIcon className="icon-xs" />
          {STAGE_WORDS[stage]}
        </span>
      ) : (
        <span className={isNight ? "font-medium text-night-text" : "font-medium"}>{STAGE_WORDS[stage]}</span>
      )}
    </span>
  );
}
