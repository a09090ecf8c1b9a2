import { z } from "zod";
import { toDecimal, toDecimalOrNull } from "@/lib/core/money";
import { STAGES } from "@/lib/core/values";
import { type Board, columnsOf, totalOf } from "./board";
import { nextStepOf } from "./next-step";
import { passedInARow } from "./night";
import { factsOf, type MigrationRow } from "./row";

const text = z.string().nullable();
export const MigrationRowView = z.object({
  key: z.string(),
  label: z.string(),
  owner: text,
  team: text,
  costCenter: text,
  stage: z.enum(STAGES),
  since: text,
  version: z.number().int(),
  atSync: z.string(),
  sync: z.string(),
  batchAtSync: z.string(),
  answer: text,
  verdict: text,
  saving: z.object({ expected: text, realised: text, confirmed: text }),
  fallback: z
    .object({ deadline: z.string(), late: z.string(), capPerNight: text, retries: z.number().int() })
    .nullable(),
  nights: z.object({ passed: z.number().int(), needed: z.number().int() }),
  askAgainAt: text,
  regression: z.object({ share: z.number(), perDay: text, from: z.string(), to: z.string() }).nullable(),
  nextStep: z.string(),
});

/** What `GET /migrations` answers. */
export const BoardView = z.object({
  from: z.string(),
  to: z.string(),
  total: z.string(),
  columns: z.array(z.object({ stage: z.enum(STAGES), count: z.number().int(), total: z.string() })),
  unnamed: text,
  rows: z.array(MigrationRowView),
});

export function rowView(row: MigrationRow, board: Board) {
  const {
    key,
    label,
    owner,
    team,
    costCenter,
    stage,
    since,
    version,
    sync,
    batch,
    verdict,
    policy,
    regression,
  } = row;
  return {
    ...{ key, label, owner, team, costCenter, stage, since: since?.toISOString() ?? null, version },
    ...{ atSync: toDecimal(sync + batch), sync: toDecimal(sync), batchAtSync: toDecimal(batch) },
    ...{ answer: row.answer?.answer ?? null, verdict },
    saving: {
      expected: toDecimalOrNull(row.forecast),
      realised: toDecimalOrNull(row.realised),
      confirmed: toDecimalOrNull(row.confirmed),
    },
    fallback: policy && { ...policy, capPerNight: toDecimalOrNull(policy.capPerNight) },
    nights: { passed: passedInARow(row.nights), needed: board.rules.nights },
    askAgainAt: row.askAgainAt?.toISOString() ?? null,
    regression: regression && { ...regression, perDay: toDecimalOrNull(regression.perDay) },
    nextStep: nextStepOf(row, factsOf(row, board.rows, board.rules)).says,
  };
}

export function boardView(board: Board) {
  const { sync, batch } = totalOf(board);
  return {
    ...board.period,
    total: toDecimal(sync + batch),
    columns: columnsOf(board).map((column) => ({
      stage: column.stage,
      count: column.count,
      total: toDecimal(column.sync + column.batch),
    })),
    unnamed: board.unnamed && toDecimal(board.unnamed.sync + board.unnamed.batch),
    rows: board.rows.map((row) => rowView(row, board)),
  };
}
