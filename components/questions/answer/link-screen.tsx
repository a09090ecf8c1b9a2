import { ANSWERS } from "@/lib/core/values";
import type { Opened } from "@/lib/stages/questions/model/question-page";
import { plainName } from "@/lib/stages/questions/model/words";
import { ClosedScreen } from "./closed-screen";
import type { SendAnswer } from "./form/use-answer";
import { ForwardScreen } from "./forward-screen";
import { QuestionScreen } from "./question-screen";
import { ResultScreen } from "./result-screen";

/** What the address asks for: a choice made in the mail, or another view of the same question. */
export type Asked = Partial<Record<"answer" | "change" | "else" | "renewed", string>>;

type Props = {
  opened: Opened;
  token: string;
  asked: Asked;
  answer: SendAnswer;
  forward: SendAnswer;
  renew: (form: FormData) => Promise<void>;
};

/** Everything that a link can lead to. */
export function LinkScreen({ opened, token, asked, answer, forward, renew }: Props) {
  if (opened.kind !== "open" && opened.kind !== "answered")
    return <ClosedScreen opened={opened} token={token} renew={renew} renewed={asked.renewed !== undefined} />;
  const { page } = opened;
  const here = `/answer/${token}`;
  const isAnswered = opened.kind === "answered";
  if (isAnswered && (page.isMigrated || asked.change === undefined))
    return <ResultScreen page={page} change={page.isMigrated ? null : `${here}?change=1`} />;
  const hidden = { token, seen: String(page.question.version) };
  if (!isAnswered && asked.else !== undefined) {
    const name = plainName(page.question.endpoint);
    return <ForwardScreen name={name} hidden={hidden} forward={forward} back={here} />;
  }
  const choice = ANSWERS.find((word) => word === asked.answer) ?? null;
  const someoneElse = isAnswered ? null : `${here}?else=1`;
  return <QuestionScreen {...{ page, hidden, choice, someoneElse }} send={answer} done={here} byLink />;
}
