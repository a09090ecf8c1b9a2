import { agoWords } from "@/components/migration/card-words";
import { formatWhole } from "@/lib/core/numbers";
import { dayOf, formatDay } from "@/lib/core/period";
import type { Board } from "@/lib/stages/migration/model/board";
import { nextStepOf } from "@/lib/stages/migration/model/next-step";
import { passedInARow } from "@/lib/stages/migration/model/night";
import { factsOf, type MigrationRow } from "@/lib/stages/migration/model/row";
import { countedOwners } from "@/lib/stages/questions/model/owners";
import type { QuestionRow } from "@/lib/stages/questions/model/question";
import type { NextStep } from "./next-steps";

/** Who is asked first: the rows that Spend shows, down to this share of the bill. */
const SHARE = 0.95;
const TOP = 10;

/** What brings endpoints on to the night: owners to ask and to remind, moves to make, pilots to run. */
export function stepsOfTheWay(board: Board, questions: readonly QuestionRow[], now: Date): NextStep[] {
  const open = questions.filter(({ status }) => status === "open");
  return [
    ...board.rows.flatMap((row) => stepOfRow(row, board, now)),
    ...stepOfAsking(board),
    ...stepOfAskingAgain(board, now),
    ...open.map((question) => stepOfQuestion(question, board, now)),
  ];
}

function stepOfRow(row: MigrationRow, board: Board, now: Date): NextStep[] {
  const { says, tone } = nextStepOf(row, factsOf(row, board.rows, board.rules));
  const isMoving = row.stage === "approved" || row.stage === "pilot" || row.stage === "asked";
  if (row.stage === "asked" && !row.answer) return []; // its question says so
  if (tone === "wait" || (!isMoving && tone !== "bad")) return [];
  const step: NextStep = {
    id: `way-${row.key}`,
    role: "manager",
    title: `${says}: ${row.label}`,
    detail: row.reason ?? "",
    stake: row.regression ? row.regression.perDay : leftOf(row),
    stakeWord: "–",
    age: agoWords(row.since, now),
    action: { label: "Open", href: `/migration?${new URLSearchParams({ open: row.key })}` },
  };
  return [row.stage === "pilot" && tone === "do" ? pilotStep(step, row, board) : step];
}

function pilotStep(step: NextStep, { label, nights }: MigrationRow, { rules }: Board): NextStep {
  const passed = passedInARow(nights);
  if (passed >= rules.nights)
    return { ...step, title: `Move ${label} to Migrated`, detail: "its pilot passed" };
  const late = nights.reduce((sum, night) => sum + night.fallbackRequests, 0);
  return {
    ...step,
    title: `Start night ${passed + 1} of ${rules.nights} of the ${label} pilot`,
    detail: `${passed} ${passed === 1 ? "night" : "nights"} passed, ${formatWhole(late)} fallbacks`,
    action: { label: "Schedule", href: `/batches/new?${new URLSearchParams({ endpoint: label })}` },
  };
}

/** Those that fit well and that nobody was asked about, as far down as a question is worth somebody's minute. */
function stepOfAsking({ rows }: Board): NextStep[] {
  const total = rows.reduce((sum, row) => sum + billedOf(row), 0n);
  let before = 0n;
  const worth = rows.flatMap((row, index) => {
    const isShown = Number(before) < Number(total) * SHARE;
    before += billedOf(row);
    const fits = row.stage === "candidate" && row.verdict === "good" && row.owner !== null;
    return isShown && fits ? [{ row, rank: index + 1 }] : [];
  });
  const [first] = worth;
  if (!first) return [];
  const labels = worth.map(({ row }) => row.label);
  const who = countedOwners(worth.map(({ row }) => row));
  return [
    {
      id: "ask",
      role: "manager",
      title: first.rank > TOP ? `Ask ${who} below the top-10 line` : `Ask ${who}`,
      detail: `${listed(labels)} ${labels.length === 1 ? "fits" : "fit"} well`,
      stake: worth.reduce((sum, { row }) => sum + (leftOf(row) ?? 0n), 0n),
      age: "In this period",
      action: {
        label: "Ask owners",
        href: `/questions/ask?${new URLSearchParams(worth.map(({ row }) => ["endpoint", row.key]))}`,
      },
    },
  ];
}

/** What its traffic says cannot wait is not worth the question. */
function stepOfAskingAgain({ rows }: Board, now: Date): NextStep[] {
  const due = rows.filter(
    ({ stage, askAgainAt, verdict }) =>
      stage === "declined" && askAgainAt && askAgainAt <= now && verdict !== "stays-sync",
  );
  if (due.length === 0) return [];
  const since = due.reduce(
    (first, { askAgainAt }) => (askAgainAt && askAgainAt < first ? askAgainAt : first),
    now,
  );
  return [
    {
      id: "ask-again",
      role: "manager",
      title: due.length === 1 ? "Ask again about 1 endpoint" : `Ask again about ${due.length} endpoints`,
      detail: `${listed(due.map(({ label }) => label))}: the answer was no until then`,
      stake: due.reduce((sum, row) => sum + (leftOf(row) ?? 0n), 0n),
      age: `Since ${formatDay(dayOf(since))}`,
      action: { label: "See them", href: "/spend?answer=no" },
    },
  ];
}

function stepOfQuestion(question: QuestionRow, { rows }: Board, now: Date): NextStep {
  const { id, key, endpoint, ownerName, askedAt, linkExpiresAt } = question;
  const row = rows.find((one) => one.key === key);
  const expires = formatDay(dayOf(linkExpiresAt));
  return {
    id: `question-${id}`,
    role: "owner",
    title: `${ownerName} has not answered for ${endpoint}`,
    detail: linkExpiresAt > now ? `link expires on ${expires}` : `its link expired on ${expires}`,
    stake: row ? leftOf(row) : null,
    stakeWord: "–",
    age: `Asked ${agoWords(askedAt, now).toLowerCase()}`,
    action: { label: "See it", href: `/questions/${encodeURIComponent(id)}` },
  };
}

/** What a month would still save. */
function leftOf({ forecast, realised }: MigrationRow): bigint | null {
  return forecast === null ? null : forecast - (realised ?? 0n);
}

const billedOf = ({ sync, batch, realised }: MigrationRow) => sync + batch - (realised ?? 0n);

/** `call-notes, weekly-digest and cv-screen`: three at most by their last name. */
function listed(labels: string[]): string {
  const names = labels.map((label) => label.split("/").at(-1) || label);
  if (names.length > 3) return `${names.slice(0, 2).join(", ")} and ${names.length - 2} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "");
}
