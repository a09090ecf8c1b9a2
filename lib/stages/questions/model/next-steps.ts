import { addDays, dayOf, formatWeekday } from "@/lib/core/period";
import type { Answer } from "@/lib/core/values";
import type { QuestionPage } from "./question-page";

const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** What happens after an answer, with the earliest dates: a person approves it first. */
export function nextSteps(
  { question, answer, now }: Pick<QuestionPage, "question" | "answer" | "now">,
  word: Answer,
): { when: string; what: string }[] {
  const again = answer ? formatWeekday(dayOf(answer.expiresAt)) : "In three months";
  if (word === "no")
    return [
      { when: "From now on", what: "Nothing changes. Nobody reminds you." },
      { when: again, what: "You are asked once more, or earlier when its traffic changes." },
    ];
  const first = dayOf(now);
  const month = MONTHS[Number(addDays(first, 3).slice(5, 7)) - 1] ?? "next";
  return [
    { when: "Next", what: `${question.askedByName} approves it and chooses the night.` },
    {
      when: `${formatWeekday(first)}, 22:00`,
      what: "The earliest pilot night. Batch and normal calls run side by side, you compare the results.",
    },
    {
      when: "After 3 good nights",
      what: "Normal calls stop for this endpoint. Late work is finished with normal calls.",
    },
    { when: `On the ${month} invoice`, what: "Finance checks that the lower price really arrived." },
  ];
}
