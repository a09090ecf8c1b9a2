import { ANSWERS } from "@/lib/core/values";
import type { QuestionPage } from "@/lib/stages/questions/model/question-page";
import { plainName } from "@/lib/stages/questions/model/words";
import { Message } from "./closed-screen";
import type { SendAnswer } from "./form/use-answer";
import { ForwardScreen } from "./forward-screen";
import type { Asked } from "./link-screen";
import { QuestionScreen } from "./question-screen";
import { ResultScreen } from "./result-screen";

type Props = { page: QuestionPage; asked: Asked; answer: SendAnswer; forward: SendAnswer };

/** A question inside the app: what a link leads to, for whoever may answer it. */
export function OwnScreen({ page, asked, answer, forward }: Props) {
  const { question, isMigrated } = page;
  const here = `/questions/${question.id}`;
  const isAnswered = question.status === "answered";
  if (question.status === "cancelled")
    return <Message title="This is no longer asked" text="The question was taken back." />;
  if (isAnswered && (isMigrated || asked.change === undefined))
    return <ResultScreen page={page} change={isMigrated ? null : `${here}?change=1`} />;
  const hidden = { id: question.id, seen: String(question.version) };
  if (!isAnswered && asked.else !== undefined)
    return (
      <ForwardScreen name={plainName(question.endpoint)} hidden={hidden} forward={forward} back={here} />
    );
  const choice = ANSWERS.find((word) => word === asked.answer) ?? null;
  const someoneElse = isAnswered ? null : `${here}?else=1`;
  return (
    <QuestionScreen {...{ page, hidden, choice, someoneElse }} send={answer} done={here} byLink={false} />
  );
}
