import { ButtonLink } from "@/components/ui/button";
import { HalfIcon, MoonIcon, SunIcon } from "@/components/ui/icons";
import { formatDollars } from "@/lib/core/money";
import { formatShare } from "@/lib/core/numbers";
import type { Answer } from "@/lib/core/values";
import { contradictions } from "@/lib/stages/questions/model/checks";
import { nextSteps } from "@/lib/stages/questions/model/next-steps";
import type { QuestionPage } from "@/lib/stages/questions/model/question-page";
import { scopeWords } from "@/lib/stages/questions/model/scope";
import { firstName } from "@/lib/stages/questions/model/words";
import { worthAt } from "@/lib/stages/questions/model/worth";
import { WorthLines } from "./about/worth-lines";
import { FocusedHeading } from "./focused-heading";

const TITLES: Record<Answer, string> = {
  yes: "This one moves to the night.",
  part: "Part of it moves to the night.",
  no: "This one stays as it is.",
};
const SEALS = {
  yes: ["bg-night-tint text-night-text", MoonIcon],
  part: ["bg-linear-to-r from-day-tint to-night-tint text-text", HalfIcon],
  no: ["bg-day-tint text-day-text", SunIcon],
} as const;

/** What was answered, what happens next, and what it is worth. */
export function ResultScreen({ page, change }: { page: QuestionPage; change: string | null }) {
  const { question, answer, forecast } = page;
  if (!answer) return null;
  const [tone, Icon] = SEALS[answer.answer];
  const worth = answer.answer === "no" ? null : worthAt(forecast, answer.share);
  const told = question.askedByEmail ? ` and ${question.askedByName} has been told` : "";
  const doubts = contradictions(answer, page.evidence);
  return (
    <div className="mx-auto max-w-[560px] px-5 py-14 max-md:py-8">
      <div className={`grid size-11 place-items-center rounded-full ${tone}`}>
        <Icon className="size-5" />
      </div>
      <FocusedHeading className="mt-[18px] text-[32px] leading-[38px] font-semibold tracking-[-.03em] text-balance max-md:text-[27px] max-md:leading-[33px]">
        Thank you, {firstName(question.ownerName)}. {TITLES[answer.answer]}
      </FocusedHeading>
      <p className="mt-3.5 mb-[26px] text-[15px] leading-6 text-text-2 max-md:mt-2.5 max-md:mb-4 max-md:leading-[22px]">
        Your answer is recorded{told}. Nothing changes today.
        {answer.answer === "part" && answer.scope && ` What can wait: ${scopeWords(answer.scope)}.`}
      </p>
      {doubts.length > 0 && (
        <p className="mb-5 border-l-[3px] border-ctl-line bg-sunk px-[18px] py-3 text-prose text-text-2">
          {doubts.join(" ")} The answer is kept as you gave it.
        </p>
      )}
      <ol className="border-t border-line-2">
        {nextSteps(page, answer.answer).map((step) => (
          <li
            key={step.when}
            className="grid grid-cols-[168px_1fr] gap-3 border-b border-line py-3 max-md:grid-cols-1 max-md:gap-0.5 max-md:text-prose"
          >
            <b>{step.when}</b>
            <span className="text-text-2">{step.what}</span>
          </li>
        ))}
      </ol>
      {worth && (
        <div className="mt-6">
          <WorthLines worth={worth} today="Today, per month" asBatch="As batch" size="prose" />
        </div>
      )}
      {worth && worth.fewerHits > 0n && (
        <section className="mt-[22px]">
          <h2 className="text-h2">Why not exactly half?</h2>
          <p className="mt-1 text-prose text-text-2">
            You use prompt caching. Inside a batch the cache hits less often
            {page.hits &&
              `, about ${formatShare(page.hits.inBatch)} instead of ${formatShare(page.hits.today)}`}
            . That takes back {formatDollars(worth.fewerHits)} of the {formatDollars(worth.discount)}.
          </p>
        </section>
      )}
      {change && (
        <ButtonLink href={change} size="lg" className="mt-8 max-md:w-full max-md:text-[16px]">
          Change my answer
        </ButtonLink>
      )}
    </div>
  );
}
