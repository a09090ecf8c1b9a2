import { Dollars } from "@/components/ui/money";
import { modelName, ProviderMark } from "@/components/ui/provider-mark";
import type { QuestionPage } from "@/lib/stages/questions/model/question-page";
import { RunHours } from "./run-hours";
import { WorthLines } from "./worth-lines";

/** What the question is about: beside it on a wide screen, at its end on a phone. */
export function EndpointAside({ page }: { page: QuestionPage }) {
  const { question, providers, models, worth, hours, night, spend } = page;
  const [provider] = providers;
  const more = models.length - 1;
  return (
    <aside
      aria-label="The endpoint"
      className="pt-9 max-md:mt-8 max-md:border-t max-md:border-line max-md:pt-5"
    >
      <p className="text-small text-text-3">The endpoint</p>
      <p className="mt-0.5 text-[15px] leading-5 font-semibold [overflow-wrap:anywhere]">
        {question.endpoint}
      </p>
      <p className="mt-1 flex items-center gap-1.5 text-small text-text-2">
        {provider && <ProviderMark provider={provider} />}
        {models[0] && modelName(models[0])}
        {more > 0 && ` and ${more} more`}
      </p>
      {worth ? (
        <WorthLines worth={worth} today="Spend, last 30 days" asBatch="If all of it can wait" />
      ) : (
        <dl className="mt-[18px] flex justify-between border-y border-line py-2">
          <dt>Spend, last 30 days</dt>
          <dd className="font-strong">
            <Dollars value={spend} />
          </dd>
        </dl>
      )}
      {hours && <RunHours hours={hours} night={night} />}
    </aside>
  );
}
