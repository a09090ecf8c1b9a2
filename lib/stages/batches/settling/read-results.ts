import type { ItemOutcome, ItemStatus, ResultLine } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import type { OpenedConnection } from "@/lib/stages/connections/open-connection";
import { pricerOf } from "../model/settle-cost";
import { openShelf } from "../store/outcomes";
import type { Part } from "../store/parts/part-row";
import type { SettleFacts } from "../store/parts/submissions";
import { loadPlaces } from "../store/requests";
import { answerCheck } from "./check-answer";
import { copyRow } from "./copy-row";
import { ExpectedRequests } from "./expected-requests";
import { ResultFiles } from "./result-files";

/** A crash loses at most so much of what was read. */
const CHUNK_ROWS = 10_000;
const CHUNK_BYTES = 16_000_000;

export type Reading = {
  /** How the results of this reading ended, each request once. */
  tally: Record<ItemStatus, number>;
  /** Lines with an id that was never sent, and lines that repeat one. */
  unknown: number;
  repeated: number;
  missing: number;
  /** Where the provider's own account of the results differs from them, in our words; null: nowhere. */
  remark: string | null;
};

type Chunk = { rows: string[]; bytes: number; files: Set<number> };
const empty = (): Chunk => ({ rows: [], bytes: 0, files: new Set() });

/**
 * Reads every result line there is: raw into files, and what follows from it into the ledger of outcomes, chunk by
 * chunk. While the database takes one chunk, the next is read. Reading all of it again changes nothing.
 */
export async function readResults(
  ctx: Context,
  { part, facts, endedAt }: { part: Part; facts: SettleFacts; endedAt: Date },
  { definition }: Pick<OpenedConnection, "definition">,
  lines: AsyncIterable<ResultLine>,
): Promise<Reading> {
  const { dialect } = definition;
  const expected = new ExpectedRequests(part.nonce, await loadPlaces(ctx, part));
  const priceOf = pricerOf(facts.rates, part.model);
  const fits = answerCheck(facts.answerSchema, dialect);
  const tally = { succeeded: 0, failed: 0, expired: 0, cancelled: 0 };
  const strange = { unknown: 0, repeated: 0 };
  let remark: string | null = null;
  const files = await ResultFiles.open(ctx, part.batchId);
  const shelf = await openShelf(ctx, { part, endedAt });
  let chunk = empty();
  let writing: Promise<void> = Promise.resolve();

  const keep = async ({ rows, files: used }: Chunk) => {
    await files.flush();
    if (rows.length === 0) return;
    if ((await shelf.write(Buffer.from(rows.join("")))) > 0) for (const file of used) files.use(file);
  };
  const hand = async () => {
    await writing;
    writing = keep(chunk);
    writing.catch(() => {}); // told by the next await
    chunk = empty();
  };
  const take = async (line: ResultLine, outcome: ItemOutcome) => {
    const file = await files.of(line.part);
    const offset = file.add(line.bytes);
    chunk.bytes += line.bytes.byteLength;
    if (line.part === "summary") {
      remark = outcome.message;
      return;
    }
    const n = expected.take(outcome.id);
    if (typeof n === "string") {
      strange[n] += 1;
      return;
    }
    tally[outcome.status] += 1;
    const place = { file: file.number, offset, length: line.bytes.byteLength };
    chunk.files.add(file.number);
    chunk.rows.push(copyRow(n, outcome, priceOf(outcome, "batch"), fits(outcome), place));
  };

  try {
    for await (const line of lines) {
      await take(line, dialect.readResult(line));
      if (chunk.rows.length >= CHUNK_ROWS || chunk.bytes >= CHUNK_BYTES) await hand();
    }
    await hand();
    await writing;
    return { tally, ...strange, missing: expected.missing, remark };
  } finally {
    await writing.catch(() => {});
    shelf.close();
    await files.close();
  }
}
