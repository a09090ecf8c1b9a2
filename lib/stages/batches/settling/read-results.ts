import { setImmediate as breath } from "node:timers/promises";
import type { ResultLine } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import type { OpenedConnection } from "@/lib/stages/connections/open-connection";
import type { Part } from "../store/parts/part-row";
import type { SettleFacts } from "../store/parts/submissions";
import { answerCheck } from "./check-answer";
import { OutcomeKeeper, type Reading } from "./keep-outcomes";
import { ResultFiles } from "./result-files";

/** Lines between two breaths: what is being written, and everything else of this worker, goes on meanwhile. */
const BREATH = 100;

/**
 * Reads every result line there is: raw into files, and what follows from it into the ledger of outcomes. Reading all of
 * it again changes nothing.
 */
export async function readResults(
  ctx: Context,
  { part, facts, endedAt }: { part: Part; facts: SettleFacts; endedAt: Date },
  { definition }: Pick<OpenedConnection, "definition">,
  lines: AsyncIterable<ResultLine>,
): Promise<Reading> {
  const { dialect } = definition;
  const files = await ResultFiles.open(ctx, part.batchId);
  try {
    const fits = answerCheck(facts.answerSchema, dialect);
    const keeper = await OutcomeKeeper.open(ctx, { part, facts, endedAt, fits }, files);
    try {
      let read = 0;
      for await (const line of lines) {
        read += 1;
        if (read % BREATH === 0) await breath();
        const file = files.known(line.part) ?? (await files.of(line.part));
        const place = { file: file.number, offset: file.add(line.bytes), length: line.bytes.byteLength };
        const outcome = dialect.readResult(line);
        if (line.part === "summary") keeper.remark = outcome.message;
        else if (keeper.take(outcome, place)) await keeper.hand();
      }
      return await keeper.finish();
    } finally {
      await keeper.close();
    }
  } finally {
    await files.close();
  }
}
