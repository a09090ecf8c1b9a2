import { ownerScope } from "@/lib/core/access";
import { refused } from "@/lib/core/errors";
import { toDecimalOrNull } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";
import type { BatchId } from "../model/input";
import type { ResultView } from "../model/wire";
import { loadBatch } from "../store/batches";
import { loadResults, type ResultRow } from "../store/reading/result-rows";
import { type Answer, AnswerFiles } from "./answer-files";

const STEP = 1000;

/**
 * One line for each request of a batch, in the order of its upload, with the user's ids; whatever the order in which the
 * provider answered. Read piece by piece, whatever their number.
 */
export async function* results(ctx: Context, { batchId }: BatchId): AsyncGenerator<ResultView[]> {
  const batch = await loadBatch(ctx, batchId, ownerScope(ctx.actor, "batches.read"));
  if (batch.filesRemovedAt)
    throw refused(
      "The answers were removed, as their retention time says. The figures of each request remain.",
    );
  const dialect = ctx.providers.get(batch.provider)?.dialect ?? null;
  const files = await AnswerFiles.open(ctx, batchId, dialect);
  try {
    for (let after = 0; ; ) {
      const rows = await loadResults(ctx, { batchId, after, limit: STEP });
      const last = rows.at(-1);
      if (!last) return;
      yield await Promise.all(rows.map(async (row) => viewOf(row, await files.read(row.place))));
      if (rows.length < STEP) return;
      after = last.n;
    }
  } finally {
    await files.close();
  }
}

function viewOf(row: ResultRow, answer: Answer): ResultView {
  const { customId, status, lane, tokens } = row;
  return {
    ...{ customId, status, lane },
    response: answer.response,
    error: status === "pending" || status === "succeeded" ? null : errorOf(row, answer),
    usage: tokens,
    cost: toDecimalOrNull(row.cost),
  };
}

/** As the provider wrote it; else why it ended, in our words. */
function errorOf({ code, message }: ResultRow, answer: Answer): unknown {
  return answer.error ?? { code, message };
}
