import { existsSync } from "node:fs";
import { answerTo } from "@/lib/sandbox/openai/answers/answer";
import type { Answer } from "@/lib/sandbox/openai/answers/question";
import { lineFailure } from "@/lib/sandbox/openai/answers/refusals";
import { hexOf } from "@/lib/sandbox/platform/chance";
import { isRecord } from "@/lib/sandbox/platform/settings";
import type { World } from "@/lib/sandbox/platform/world";
import { dollars, picodollars, priceOf } from "@/lib/sandbox/work/dollars";
import { createLedger, type LedgerLine } from "@/lib/sandbox/work/ledger";
import { loadIndex, pickLines, readLines } from "@/lib/sandbox/work/lines";
import { finishedLines, resultOrder } from "@/lib/sandbox/work/plan";
import { createResultFile, type Spoiling, spoilingOf } from "@/lib/sandbox/work/result-file";
import { noTokens, requestHash } from "@/lib/sandbox/work/tokens";
import type { BatchRecord } from "./record";

export type ResultPart = { path: string; bytes: number; lines: number };

export type Written = {
  output: ResultPart;
  errors: ResultPart;
  counts: { total: number; completed: number; failed: number };
  usage: { input: number; cached: number; output: number; reasoning: number };
  billed: string;
};

type Job = {
  world: World;
  batch: BatchRecord;
  done: number;
  status: "completed" | "expired" | "cancelled";
  at: number;
};

const unfinished = {
  completed: null,
  expired: {
    code: "batch_expired",
    message: "This request could not be executed before the completion window expired.",
  },
  cancelled: {
    code: "batch_cancelled",
    message: "This request was not executed because the batch was cancelled.",
  },
};

/** Works the lines that had their turn and writes both result files, in an order that is not the input's. */
export async function writeResults({ world, batch, done, status, at }: Job): Promise<Written> {
  if (!batch.plan) throw new Error(`${batch.id} was never validated`);
  const spool = world.path("spool", batch.id);
  const index = loadIndex(`${spool}.index`);
  const finished = finishedLines(batch.plan, index.endings, done);
  const spoils = spoilingOf(world.faults, {
    provider: "openai",
    operation: "results.write",
    about: batch.id,
  });
  const temporary = (name: string) => world.path("incoming", `${batch.id}.${batch.epoch}.${name}`);
  const output = createResultFile(temporary("output"), spoils);
  const errors = createResultFile(temporary("errors"), spoils);
  const ledger = createLedger(world.path("ledger", batch.id));
  const counts = { total: batch.plan.total, completed: 0, failed: 0 };
  const usage = { input: 0, cached: 0, output: 0, reasoning: 0 };
  const worker = lineWorker({ world, batch, at, spoils });

  for await (const { place, text } of pickLines(spool, index, resultOrder(batch.plan))) {
    const line = parseLine(text);
    const request = requestHash(line.body);
    const head = { id: `batch_req_${hexOf(`${batch.id}:${place}`, 32)}`, custom_id: line.customId };
    if (finished[place] !== 1) {
      const error = unfinished[status];
      errors.add({ ...head, response: null, error });
      ledger.add({
        custom_id: line.customId,
        status: status === "cancelled" ? "cancelled" : "expired",
        pico: 0n,
        tokens: null,
        request,
      });
      continue;
    }
    const answer = worker(line, index.endings[place] ?? 0);
    const isDone = answer.status === 200;
    const response = {
      status_code: answer.status,
      request_id: hexOf(`${batch.id}:${place}:request`, 32),
      body: answer.body,
    };
    const isThere = (isDone ? output : errors).add({ ...head, response, error: null });
    counts[isDone ? "completed" : "failed"] += 1;
    const { input, cached, output: written, reasoning } = answer.tokens;
    usage.input += input;
    usage.cached += cached;
    usage.output += written;
    usage.reasoning += reasoning;
    ledger.add({
      custom_id: line.customId,
      status: isDone ? "succeeded" : "failed",
      pico: answer.pico,
      tokens: answer.tokens,
      request,
      ...(!isThere && { missing: true as const }),
    });
  }
  return {
    output: { path: temporary("output"), lines: output.lines, bytes: output.close() },
    errors: { path: temporary("errors"), lines: errors.lines, bytes: errors.close() },
    counts,
    usage,
    billed: dollars(ledger.close()),
  };
}

type Worked = Answer & { pico: bigint };

function lineWorker({
  world,
  batch,
  at,
  spoils,
}: {
  world: World;
  batch: BatchRecord;
  at: number;
  spoils: Spoiling;
}) {
  const settings = world.settings().openai;
  const price = priceOf(settings.prices, batch.model ?? "");
  return (line: { customId: string; body: Record<string, unknown> }, ending: number): Worked => {
    const key = `${world.seed}:${batch.id}:${line.customId}`;
    const isTold = ending === 1;
    const extra = spoils("line-separator")
      ? "\u2028after a line separator\u2029and a paragraph separator\u0085"
      : "";
    const answer = answerTo({
      endpoint: batch.endpoint,
      body: line.body,
      key,
      at,
      tier: "default",
      extra,
      settings,
    });
    if (answer.status !== 200) return { ...answer, tokens: noTokens, pico: 0n };
    if (isTold) return { ...lineFailure(key), tokens: noTokens, pico: 0n };
    const pico = picodollars(answer.tokens, price, settings.batchPriceShare);
    if (spoils("empty-body")) return { ...answer, body: {}, pico };
    if (spoils("status-zero")) return { status: 0, body: {}, tokens: noTokens, pico: 0n };
    return { ...answer, pico };
  };
}

export function parseLine(text: string): { customId: string; body: Record<string, unknown> } {
  const line: unknown = JSON.parse(text);
  if (!isRecord(line) || typeof line.custom_id !== "string" || !isRecord(line.body))
    throw new Error("a line that passed validation cannot be read");
  return { customId: line.custom_id, body: line.body };
}

/** A batch that never ran: its requests are on record, refused or cancelled, and cost nothing. */
export async function writeRefused(world: World, batch: BatchRecord): Promise<void> {
  const ledger = createLedger(world.path("ledger", batch.id));
  const status: LedgerLine["status"] = batch.status === "cancelling" ? "cancelled" : "refused";
  for await (const line of unreadLines(world.path("spool", batch.id)))
    ledger.add({ ...line, status, pico: 0n, tokens: null });
  ledger.close();
}

/** Custom ids and request hashes of an input file, whatever else is wrong with it. */
export async function* unreadLines(path: string): AsyncGenerator<{ custom_id: string; request: string }> {
  if (!existsSync(path)) return;
  for await (const line of readLines(path)) {
    try {
      const { customId, body } = parseLine(line.text);
      yield { custom_id: customId, request: requestHash(body) };
    } catch {
      // A line that is none has no id to record.
    }
  }
}
