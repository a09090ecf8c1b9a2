import { Clock, Send } from "lucide-react";
import type { ReactNode } from "react";
import { HalfIcon, MoonIcon, SunIcon } from "@/components/ui/icons";
import { formatShare } from "@/lib/core/numbers";
import { dayOf, formatDay } from "@/lib/core/period";
import type { Answer } from "@/lib/core/values";
import type { KeptAnswer, QuestionRow } from "@/lib/stages/questions/model/question";

const WORDS: Record<Answer, { says: string; icon: ReactNode }> = {
  yes: { says: "Yes", icon: <MoonIcon className="icon-s text-night-text" /> },
  part: { says: "For part of it", icon: <HalfIcon className="icon-s" /> },
  no: { says: "No", icon: <SunIcon className="icon-s text-day-text" /> },
};

type Line = { id: string; at: Date; icon: ReactNode; says: ReactNode; more: string };

/** What was asked about one endpoint and what its owner said, the latest first. */
export function AnswerStory({ questions }: { questions: readonly QuestionRow[] }) {
  const lines = questions.flatMap(linesOf).sort((a, b) => b.at.getTime() - a.at.getTime());
  return (
    <ul>
      {lines.map(({ id, at, icon, says, more }) => (
        <li key={id} className="flex gap-3 border-b border-line py-2.5 last:border-b-0">
          <span className="flex-none pt-0.5">{icon}</span>
          <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
            {says}
            {more && <span className="block text-small text-text-2">{more}</span>}
          </span>
          <time dateTime={at.toISOString()} className="flex-none text-small text-text-3">
            {formatDay(dayOf(at))}
          </time>
        </li>
      ))}
    </ul>
  );
}

function linesOf(question: QuestionRow): Line[] {
  const { id, askedAt, ownerName, status, latest } = question;
  const asked: Line = {
    id: `${id} asked`,
    at: askedAt,
    icon: <Send className="icon-s text-text-2" />,
    says: `Question sent to ${ownerName}`,
    more: `Signed link, valid until ${formatDay(dayOf(question.linkExpiresAt))}`,
  };
  if (status === "open")
    return [{ ...asked, icon: <Clock className="icon-s text-text-2" />, says: `Waiting for ${ownerName}` }];
  if (!latest || latest.questionId !== id) return [asked];
  const { says, icon } = WORDS[latest.answer];
  const answered: Line = {
    ...{ id: `${id} answered`, at: latest.answeredAt, icon, more: detailOf(latest) },
    says: (
      <>
        {ownerName} answered <b className="font-semibold">{says}</b>
      </>
    ),
  };
  return [answered, asked];
}

function detailOf({ answer, share, longestWaitHours, note }: KeptAnswer): string {
  const part =
    answer === "yes" ? "All of it can wait." : answer === "part" ? `${formatShare(share)} can wait.` : "";
  const wait = longestWaitHours === null ? "" : `Longest wait ${longestWaitHours} h.`;
  return [part, wait, note && `\u201c${note}\u201d`].filter(Boolean).join(" ");
}
