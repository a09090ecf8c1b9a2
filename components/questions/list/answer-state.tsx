import { Clock } from "lucide-react";
import { Status } from "@/components/ui/badge";
import { HalfIcon, MoonIcon, SunIcon } from "@/components/ui/icons";
import { holds, type KeptAnswer, type QuestionRow } from "@/lib/stages/questions/model/question";

/** Yes, part, no, waiting: always a word, the icon beside it. */
export function AnswerState({ row, now }: { row: QuestionRow; now: Date }) {
  if (row.status === "cancelled") return <span className="text-text-3">Taken back</span>;
  if (row.status === "open") return <Waiting row={row} now={now} />;
  const answer = row.latest?.questionId === row.id ? row.latest : null;
  if (!answer) return <span className="text-text-3">Answered again since</span>;
  return (
    <>
      <AnswerWord answer={answer} />
      {!holds(answer, now) && (
        <span className="block text-small text-text-3">
          {answer.endedBy === "drift" ? "Its traffic has changed" : "Expired"}
        </span>
      )}
    </>
  );
}

function Waiting({ row, now }: { row: QuestionRow; now: Date }) {
  const isLate = row.dueAt !== null && row.dueAt < now;
  return (
    <>
      <Status icon={<Clock className="icon-xs" />}>{isLate ? "Late" : "Waiting"}</Status>
      {row.cause !== "asked" && (
        <span className="block text-small text-text-3">
          {row.cause === "drift" ? "Asked again: its traffic has changed" : "Asked again: the answer expired"}
        </span>
      )}
    </>
  );
}

export function AnswerWord({ answer }: { answer: Pick<KeptAnswer, "answer" | "share"> }) {
  if (answer.answer === "yes")
    return (
      <Status tone="night" icon={<MoonIcon className="icon-xs" />}>
        Yes
      </Status>
    );
  if (answer.answer === "no")
    return (
      <Status tone="day" icon={<SunIcon className="icon-xs" />}>
        No
      </Status>
    );
  return <Status icon={<HalfIcon className="icon-xs" />}>Part, {Math.round(answer.share * 100)}%</Status>;
}
