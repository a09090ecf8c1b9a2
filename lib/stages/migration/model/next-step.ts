import { formatDollars } from "@/lib/core/money";
import { dayOf, formatDay } from "@/lib/core/period";
import { passedInARow } from "./night";
import type { MigrationRow } from "./row";
import { judgeMove, type MigrationRules, type MoveFacts } from "./rules";

export type NextStep = { says: string; tone: "do" | "wait" | "bad" };

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

/** What brings the endpoint on, in a few words. */
export function nextStepOf(row: MigrationRow, facts: MoveFacts): NextStep {
  const who = row.ownerName ?? row.owner;
  switch (row.stage) {
    case "candidate":
      if (row.verdict !== "good" && row.verdict !== "partial") return { says: "Nothing to do", tone: "wait" };
      return { says: who ? `Ask ${who}` : "Name an owner", tone: "do" };
    case "asked":
      if (row.answer && row.answer.answer !== "no") return { says: "Approve it", tone: "do" };
      return { says: `Remind ${who ?? row.question?.owner ?? "its owner"}`, tone: "do" };
    case "approved":
      return approvedStep(facts);
    case "pilot":
      return pilotStep(row, facts.rules);
    case "migrated":
      return row.regression ? slideStep(row) : { says: "Wait for the invoice", tone: "wait" };
    case "confirmed":
      return row.regression ? slideStep(row) : { says: "Nothing to do", tone: "wait" };
    case "declined":
      return { says: askAgainWords(row.askAgainAt), tone: "do" };
  }
}

function approvedStep(facts: MoveFacts): NextStep {
  const move = judgeMove("pilot", facts);
  if (move.kind !== "open") return { says: "Start the pilot", tone: "do" };
  if (move.check.id === "slot") return { says: "Wait for the pilot slot", tone: "wait" };
  if (move.check.id === "cost-center") return { says: "Name a cost center", tone: "do" };
  return { says: move.check.id === "answer" ? "Ask its owner again" : "Choose a fallback", tone: "do" };
}

function pilotStep({ nights }: MigrationRow, { nights: needed }: MigrationRules): NextStep {
  const passed = passedInARow(nights);
  if (passed >= needed) return { says: "Move to Migrated", tone: "do" };
  const last = nights.at(-1);
  return last && last.problems.length > 0
    ? { says: `Look at the night of ${formatDay(last.night)}`, tone: "bad" }
    : { says: `Run night ${passed + 1}`, tone: "do" };
}

function slideStep({ regression }: MigrationRow): NextStep {
  const perDay = regression?.perDay ?? null;
  return {
    says: perDay === null ? "Find the sync calls" : `Stop losing ${formatDollars(perDay)} a day`,
    tone: "bad",
  };
}

export function askAgainWords(at: Date | null): string {
  if (!at) return "Ask again when you like";
  return `Ask again in ${MONTHS[at.getUTCMonth()]}`;
}

/** `26 days`; a date where it does not run on. En dash for what has no beginning. */
export function inStageWords({ stage, since }: Pick<MigrationRow, "stage" | "since">, now: Date): string {
  if (!since) return "–";
  if (stage === "declined") return formatDay(dayOf(since));
  const days = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 86_400_000));
  return days === 1 ? "1 day" : days === 0 ? "Today" : `${days} days`;
}
