import { hexOf } from "@/lib/sandbox/platform/chance";
import { isRecord } from "@/lib/sandbox/platform/settings";
import {
  answerTo,
  camelCased,
  complaintAbout,
  hashOf,
  rowFailure,
  statusText,
} from "@/lib/sandbox/vertex/answer";
import { dollars, picodollars, priceOf } from "@/lib/sandbox/work/dollars";
import { createLedger, type LedgerLine } from "@/lib/sandbox/work/ledger";
import { loadIndex, pickLines, readLines } from "@/lib/sandbox/work/lines";
import { finishedLines, resultOrder } from "@/lib/sandbox/work/plan";
import { type Spoiling, spoilingOf } from "@/lib/sandbox/work/result-file";
import type { Tokens } from "@/lib/sandbox/work/tokens";
import { type InputRow, openInput, readRow } from "./input";
import { type Output, openOutput } from "./output";
import type { JobRecord } from "./record";
import { type BatchRoom, settingsOf, spoolOf } from "./room";

export type Written = {
  stats: { successful: number; failed: number; incomplete: number };
  billed: string;
  keep: Output["keep"];
  drop: Output["drop"];
};

type Job = {
  room: BatchRoom;
  job: JobRecord;
  done: number;
  unfinished: "expired" | "cancelled";
  at: number;
};

/** Works the rows that had their turn and writes them, in an order that is not the input's. The others are simply not there. */
export async function writeResults({ room, job, done, unfinished, at }: Job): Promise<Written> {
  if (!job.plan) throw new Error(`${job.id} never ran`);
  const spool = spoolOf(room, job);
  const index = loadIndex(`${spool}.index`);
  const finished = finishedLines(job.plan, index.endings, done);
  const occasion = { provider: "vertex" as const, operation: "results.write", about: job.id };
  const spoils = spoilingOf(room.world.faults, occasion);
  const output = openOutput(room, job, spoils);
  const ledger = createLedger(room.world.path("ledger", job.id));
  const stats = { successful: 0, failed: 0, incomplete: 0 };
  const model = modelOf(job);
  const work = rowWorker({ room, job, at, spoils });

  for await (const { place, text } of pickLines(spool, index, resultOrder(job.plan))) {
    const row = readRow(room, job, text, place);
    if (!row) throw new Error(`row ${place} of ${job.id} cannot be read again`);
    const head = { custom_id: row.id, request: hashOf(model, row.request) };
    if (finished[place] !== 1) {
      stats.incomplete += 1;
      ledger.add({ ...head, status: unfinished, pico: 0n, tokens: null });
      continue;
    }
    const worked = work(row, index.endings[place] ?? 0);
    stats[worked.isDone ? "successful" : "failed"] += 1;
    const isMissing = spoils("missing-line");
    if (!isMissing) addRow(output.add, worked.row, { spoils, id: row.id });
    ledger.add({
      ...head,
      status: worked.isDone ? "succeeded" : "failed",
      pico: worked.pico,
      tokens: worked.tokens,
      ...(isMissing && { missing: true as const }),
    });
  }
  output.close();
  return { stats, billed: dollars(ledger.close()), keep: output.keep, drop: output.drop };
}

type Worked = { isDone: boolean; row: Record<string, unknown>; pico: bigint; tokens: Tokens | null };

function rowWorker({
  room,
  job,
  at,
  spoils,
}: {
  room: BatchRoom;
  job: JobRecord;
  at: number;
  spoils: Spoiling;
}) {
  const settings = settingsOf(room);
  const model = modelOf(job);
  const price = priceOf(settings.prices, model);
  // The two discounts do not stack: a cached token costs in a batch what it costs at once.
  const share = settings.batchPriceShare;
  const batchPrice = { ...price, cachedInput: price.cachedInput / share };
  const processed = new Date(at).toISOString().replace("Z", "+00:00");
  return (row: InputRow, ending: number): Worked => {
    const key = `${room.world.seed}:${job.id}:${row.id}`;
    const request = isRecord(row.request) ? camelCased(row.request) : row.request;
    const complaint = complaintAbout(request, true) ?? (ending === 1 ? rowFailure(key) : null);
    const columns = job.source.kind === "gcs" ? { request: echoed(request) } : row.columns;
    if (complaint || !isRecord(request)) {
      const refused = complaint ?? rowFailure(key);
      const line = { status: statusText(refused), processed_time: processed, ...columns, response: {} };
      return { isDone: false, row: line, pico: 0n, tokens: null };
    }
    const extra = spoils("line-separator")
      ? "\u2028after a line separator\u2029and a paragraph separator\u0085"
      : "";
    const { response, tokens } = answerTo({ body: request, model, key, at, extra, settings });
    const answer = spoils("empty-body") ? {} : response;
    return {
      isDone: true,
      row: { status: "", processed_time: processed, ...columns, response: answer },
      pico: picodollars(tokens, batchPrice, share),
      tokens,
    };
  };
}

/** The request as it comes back: the same, and yet not byte by byte. */
function echoed(request: unknown): unknown {
  if (!isRecord(request) || !Array.isArray(request.contents)) return request;
  const withNulls = (part: unknown) => (isRecord(part) ? { fileData: null, ...part } : part);
  const contents = request.contents.map((content) =>
    isRecord(content) && Array.isArray(content.parts)
      ? { ...content, parts: content.parts.map(withNulls) }
      : content,
  );
  return { ...request, contents };
}

type Spoiled = { spoils: Spoiling; id: string };

function addRow(
  add: (row: Record<string, unknown>) => void,
  row: Record<string, unknown>,
  { spoils, id }: Spoiled,
): void {
  add(row);
  if (spoils("duplicate-id")) add(row);
  if (spoils("unknown-id")) add(JSON.parse(JSON.stringify(row).replaceAll(id, `unknown_${hexOf(id, 8)}`)));
}

/** `publishers/google/models/gemini-2.5-flash` → `gemini-2.5-flash` */
export const modelOf = (job: JobRecord) => job.model.split("/").at(-1) ?? job.model;

/** A job that never ran: its rows are on record, and cost nothing. */
export async function writeUnworked(
  room: BatchRoom,
  job: JobRecord,
  status: LedgerLine["status"],
): Promise<void> {
  const ledger = createLedger(room.world.path("ledger", job.id));
  for await (const line of unreadRows(room, job)) ledger.add({ ...line, status, pico: 0n, tokens: null });
  ledger.close();
}

/** Ids and hashes of the rows that a job was given, as far as they can be read. */
export async function* unreadRows(
  room: BatchRoom,
  job: JobRecord,
): AsyncGenerator<{ custom_id: string; request: string }> {
  let place = 0;
  for await (const text of textsOf(room, job)) {
    const row = readRow(room, job, text, place);
    place += 1;
    if (row) yield { custom_id: row.id, request: hashOf(modelOf(job), row.request) };
  }
}

/** From where the rows were copied to when the job began to run; before, from where they were put. */
async function* textsOf(room: BatchRoom, job: JobRecord): AsyncGenerator<string> {
  if (job.plan) {
    for await (const line of readLines(spoolOf(room, job))) yield line.text;
    return;
  }
  const opened = openInput(room, job);
  if (!("refused" in opened)) yield* opened.rows;
}
