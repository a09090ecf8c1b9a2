import { formatDollars, roundParts } from "@/lib/core/money";
import { dayOf, formatDay } from "@/lib/core/period";
import type { Answer } from "@/lib/core/values";
import type { QuestionPage } from "@/lib/stages/questions/model/question-page";
import { plainName } from "@/lib/stages/questions/model/words";
import { EndpointAside } from "./about/endpoint-aside";
import { AnswerForm, type AnswerFormProps } from "./form/answer-form";
import { valuesOf } from "./form/fields";

type Props = Pick<AnswerFormProps, "hidden" | "send" | "done" | "someoneElse"> & {
  page: QuestionPage;
  choice: Answer | null;
  /** By a signed link: says for whom it is and how long it works. */
  byLink: boolean;
};

/** One question, in under a minute. */
export function QuestionScreen({ page, choice, byLink, ...form }: Props) {
  const { question, worth, spend } = page;
  const ask = "Would 24 hours later be fine for";
  const name = plainName(question.endpoint);
  return (
    <div className="mx-auto grid max-w-[1108px] gap-x-24 px-10 pt-12 pb-16 lg:grid-cols-[minmax(0,620px)_312px] lg:justify-center max-md:px-5 max-md:pt-6 max-md:pb-10">
      <div>
        <p className="mb-2.5 text-prose text-text-2 max-md:mb-2 max-md:text-body">
          {question.askedByName} asks {question.ownerName}
        </p>
        <h1 className="text-[38px] leading-11 font-semibold tracking-[-.035em] text-balance max-md:text-[29px] max-md:leading-[34px]">
          {ask} <span className="[overflow-wrap:anywhere]">{name}?</span>
        </h1>
        <p className="mt-3.5 mb-[26px] max-w-[520px] text-[15px] leading-6 text-text-2 max-md:mt-2.5 max-md:mb-4 max-md:leading-[22px]">
          Batch runs the same model on the same prompts, at about half the price. Results arrive overnight,
          within 24 hours.
        </p>
        <Figures
          spend={worth?.today ?? spend}
          saving={worth && (roundParts([worth.asBatch, worth.saving])[1] ?? null)}
        />
        <AnswerForm
          {...form}
          question={question.id}
          legend={`${ask} ${name}?`}
          values={valuesOf(page, choice)}
          seen={page.seen}
          traffic={page.traffic}
          evidence={page.evidence}
        />
        {byLink && (
          <p className="mt-3.5 text-small text-text-3">
            Signed link for {question.owner}, valid until {formatDay(dayOf(question.linkExpiresAt))}. No
            account needed.
          </p>
        )}
      </div>
      <EndpointAside page={page} />
    </div>
  );
}

/** On a phone the two figures stand above the answers. */
function Figures({ spend, saving }: { spend: bigint | null; saving: bigint | null }) {
  if (spend === null) return null;
  return (
    <dl className="flex gap-7 border-t border-line pt-3 pb-3.5 lg:hidden">
      <div>
        <dt className="text-small text-text-3">Spends</dt>
        <dd className="text-h1 leading-[26px]">{formatDollars(spend)}</dd>
      </div>
      {saving !== null && saving > 0n && (
        <div>
          <dt className="text-small text-text-3">Would save</dt>
          <dd className="text-h1 leading-[26px] text-night-text">
            {formatDollars(saving)}{" "}
            <span className="text-[14px] font-normal tracking-normal text-text-2">a month</span>
          </dd>
        </div>
      )}
    </dl>
  );
}
