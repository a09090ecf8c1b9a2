import { Check, X } from "lucide-react";
import { cx } from "@/components/ui/class-names";
import type { BatchDetail } from "@/lib/stages/batches/model/view";
import { type Step, stepsOf } from "./steps";

/** Where it is on its way: done, now, to come. */
export function StatesLine({ batch, now }: { batch: BatchDetail; now: Date }) {
  return (
    <ol
      aria-label="Where it is"
      className="mb-3 flex flex-wrap justify-between gap-x-6 gap-y-2 border-b border-line pt-3.5 pb-[18px]"
    >
      {stepsOf(batch, now).map((step) => (
        <li
          key={step.word}
          aria-current={step.at === "now" ? "step" : undefined}
          className="flex items-center gap-[7px]"
        >
          <Dot at={step.at} />
          <span className={WORDS[step.at]}>{step.word}</span>
          {step.note && <span className="text-small text-text-3">{step.note}</span>}
        </li>
      ))}
    </ol>
  );
}

const WORDS: Record<Step["at"], string> = {
  done: "font-book",
  now: "font-semibold",
  lost: "font-semibold text-bad",
  next: "font-book text-text-3",
};

const DOTS: Record<Step["at"], string> = {
  done: "bg-night text-on-night",
  now: "inset-ring-4 inset-ring-night",
  lost: "bg-bad text-bg",
  next: "inset-ring-[1.5px] inset-ring-line-2",
};

function Dot({ at }: { at: Step["at"] }) {
  return (
    <span
      aria-hidden="true"
      className={cx("grid size-3.5 flex-none place-items-center rounded-full forced-colors:border", DOTS[at])}
    >
      {at === "done" && <Check className="size-[9px] stroke-[3.5]" />}
      {at === "lost" && <X className="size-[9px] stroke-[3.5]" />}
    </span>
  );
}
