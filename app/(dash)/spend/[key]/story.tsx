import { StageLine } from "@/components/migration/stage-line";
import { AnswerStory } from "@/components/questions/answer-story";
import { ButtonLink } from "@/components/ui/button";
import { reachOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { dayOf, formatDay } from "@/lib/core/period";
import { type Stage, UNASSIGNED } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { passedInARow } from "@/lib/stages/migration/model/night";
import { type MigrationDetail, readMigration } from "@/lib/stages/migration/read-migration";
import { listQuestions } from "@/lib/stages/questions/list-questions";
import type { QuestionRow } from "@/lib/stages/questions/model/question";

const SHOWN = 5;

/** How far the endpoint came and what its owner said; nothing for what nobody can be asked about. */
export async function readStory(ctx: Context, key: string) {
  if (key === UNASSIGNED) return {};
  const [migration, { rows }] = await Promise.all([
    // Without usage in the default period it stands nowhere on the board.
    readMigration(ctx, key).catch((error: unknown) => {
      if (error instanceof AppError && error.code === "not_found") return null;
      throw error;
    }),
    listQuestions(ctx, { endpoint: key, limit: SHOWN }),
  ]);
  const mayAsk = reachOf(ctx.actor.role, "questions.write") !== null;
  const word = rows.length > 0 ? "Ask again" : "Ask the owner";
  return {
    stage: migration && <StageLine stage={migration.row.stage} notes={notesOf(migration, rows)} />,
    answers: rows.length > 0 && <AnswerStory questions={rows} />,
    ask: mayAsk && migration && (
      <ButtonLink href={`/questions/ask?${new URLSearchParams({ endpoint: key })}`}>{word}</ButtonLink>
    ),
  };
}

function notesOf({ row, facts, moves }: MigrationDetail, questions: QuestionRow[]) {
  const notes: Partial<Record<Stage, string>> = {};
  const note = (stage: Stage, at: Date | null | undefined) => {
    if (at) notes[stage] ??= formatDay(dayOf(at));
  };
  for (const move of moves) note(move.to, move.at);
  note("asked", questions[0]?.askedAt);
  note(row.stage, row.since);
  if (row.stage === "pilot") notes.pilot = `Night ${passedInARow(row.nights)} of ${facts.rules.nights}`;
  notes.confirmed ??= "After the invoice";
  return notes;
}
