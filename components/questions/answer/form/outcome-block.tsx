import { cx } from "@/components/ui/class-names";
import { HalfIcon, MoonIcon, SunIcon } from "@/components/ui/icons";
import { ANSWERS, type Answer } from "@/lib/core/values";
import type { Evidence } from "@/lib/stages/fit/model/evidence";
import { contradictions } from "@/lib/stages/questions/model/checks";
import { type Outcome, outcomeOf } from "@/lib/stages/questions/model/outcome";
import type { Draft } from "./fields";

const ICONS = { night: MoonIcon, half: HalfIcon, day: SunIcon };
const LOOKS: Record<Outcome["tone"], [box: string, title: string]> = {
  night: ["border-night bg-night-wash", "text-night-text"],
  half: ["border-ctl-line bg-sunk", "text-text"],
  day: ["border-day-edge bg-day-wash", "text-day-text"],
};
/** Shown by the choice itself, so that it is right without scripts too. */
const SHOWN: Record<Answer, string> = {
  yes: "group-has-[[name=answer][value=yes]:checked]/form:block",
  part: "group-has-[[name=answer][value=part]:checked]/form:block",
  no: "group-has-[[name=answer][value=no]:checked]/form:block",
};
const WORDS: Record<Answer, string> = { yes: "Yes", part: "For part of it", no: "No" };

/** What the answers lead to, before they are sent. */
export function OutcomeBlock({ draft, evidence }: { draft: Draft; evidence: Evidence | null }) {
  return (
    <div aria-live="polite" className="mt-[22px]">
      {ANSWERS.map((answer) => {
        const outcome = outcomeOf({ ...draft, answer });
        if (!outcome) return null;
        const [box, title] = LOOKS[outcome.tone];
        const Icon = ICONS[outcome.tone];
        return (
          <div key={answer} className={cx("hidden", SHOWN[answer])}>
            <div className={cx("rounded-r-notice border-l-[3px] px-[18px] py-3.5", box)}>
              <p className={cx("flex items-center gap-2 text-prose font-semibold", title)}>
                <Icon className="icon-s" />
                {outcome.title}
              </p>
              <p className="mt-1.5 text-prose text-text-2">{outcome.text}</p>
            </div>
            {contradictions({ ...draft, answer }, evidence).map((sentence) => (
              <p key={sentence} className="mt-2.5 text-prose text-text-2">
                {sentence} Keep “{WORDS[answer]}”?
              </p>
            ))}
          </div>
        );
      })}
    </div>
  );
}
