import { authorise, SYSTEM } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { findEndpoint } from "@/lib/stages/ledger/find-endpoint";
import { nameOf } from "@/lib/stages/people/model";
import { listAnswers } from "@/lib/stages/questions/answering/latest-answers";
import { listMigrations } from "./list-migrations";
import type { Board } from "./model/board";
import { type HistoryLine, historyOf } from "./model/history";
import type { KeptMove, Ticks } from "./model/move";
import { nightsOf } from "./model/night";
import { factsOf, type MigrationRow } from "./model/row";
import { type Check, checklistOf, type MoveFacts } from "./model/rules";
import { loadMoves } from "./store/moves";
import { loadNights } from "./store/nights";
import { loadKept } from "./store/placed";

export type MigrationDetail = {
  row: MigrationRow;
  facts: MoveFacts;
  checks: Check[];
  ticks: Ticks;
  /** The latest first. */
  moves: KeptMove[];
  history: HistoryLine[];
};

/** One endpoint with its checklist and history. What is not the actor's own is not there for them. */
export async function readMigration(ctx: Context, key: string, board?: Board): Promise<MigrationDetail> {
  authorise(ctx.actor, "migrations.read");
  const endpoint = await findEndpoint(ctx, key);
  const whole = board ?? (await listMigrations(ctx));
  const row = whole.rows.find((one) => one.key === endpoint.key);
  if (!row) throw notFound("This endpoint");
  const [moves, nights, answers, kept] = await Promise.all([
    loadMoves(ctx, endpoint.id),
    loadNights(ctx, [endpoint.id]),
    listAnswers({ ...ctx, actor: SYSTEM }, endpoint.id),
    loadKept(ctx, [endpoint.id]),
  ]);
  const facts = factsOf(row, whole.rows, whole.rules);
  const named = (email: string) => (email === row.owner ? row.ownerName : null) ?? nameOf(email);
  return {
    row,
    facts,
    checks: checklistOf(facts),
    ticks: kept.get(endpoint.id)?.ticks ?? {},
    moves,
    history: historyOf(
      moves,
      nightsOf(nights.get(endpoint.id) ?? []),
      answers.map(({ answer, answeredAt: at, answeredBy }) => ({ at, answer, by: named(answeredBy) })),
    ),
  };
}
