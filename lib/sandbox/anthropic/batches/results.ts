import { renameSync } from "node:fs";
import { answerTo, type Complaint, complaintAbout, itemFailure } from "@/lib/sandbox/anthropic/answer";
import { hexOf } from "@/lib/sandbox/platform/chance";
import type { Price } from "@/lib/sandbox/platform/setting-parts";
import { isRecord } from "@/lib/sandbox/platform/settings";
import { dollars, picodollars, priceOf } from "@/lib/sandbox/work/dollars";
import { createLedger, type LedgerLine } from "@/lib/sandbox/work/ledger";
import { loadIndex, pickLines } from "@/lib/sandbox/work/lines";
import { finishedLines, resultOrder } from "@/lib/sandbox/work/plan";
import { createResultFile, type Spoiling, spoilingOf } from "@/lib/sandbox/work/result-file";
import { requestHash, type Tokens } from "@/lib/sandbox/work/tokens";
import type { BatchRecord, Counts } from "./record";
import { type BatchRoom, settingsOf, spoolOf } from "./room";

export type Written = { path: string; counts: Counts; billed: string; keep(path: string): void };

type Result = { kind: keyof Counts; result: Record<string, unknown>; pico: bigint; tokens: Tokens | null };

const statuses: Record<keyof Counts, LedgerLine["status"]> = {
  succeeded: "succeeded",
  errored: "failed",
  canceled: "cancelled",
  expired: "expired",
};

/** Works the requests that had their turn and writes the results, in an order that is not the input's. */
export async function writeResults(job: {
  room: BatchRoom;
  batch: BatchRecord;
  done: number;
}): Promise<Written> {
  const { room, batch, done } = job;
  const { world } = room;
  const spool = spoolOf(room, batch.id);
  const index = loadIndex(`${spool}.index`);
  const finished = finishedLines(batch.plan, index.endings, done);
  const spoils = spoilingOf(world.faults, {
    provider: "anthropic",
    operation: "results.write",
    about: batch.id,
  });
  const path = world.path("incoming", `${batch.id}.${batch.epoch}`);
  const file = createResultFile(path, spoils);
  const ledger = createLedger(world.path("ledger", batch.id));
  const counts: Counts = { succeeded: 0, errored: 0, canceled: 0, expired: 0 };
  const unfinished = batch.status === "canceling" ? "canceled" : "expired";
  const work = requestWorker(room, batch, spoils);

  for await (const { place, text } of pickLines(spool, index, resultOrder(batch.plan))) {
    const { customId, params } = parseLine(text);
    const worked: Result =
      finished[place] === 1
        ? work(customId, params, index.endings[place] ?? 0)
        : { kind: unfinished, result: { type: unfinished }, pico: 0n, tokens: null };
    const isThere = file.add({ custom_id: customId, result: worked.result });
    counts[worked.kind] += 1;
    ledger.add({
      custom_id: customId,
      status: statuses[worked.kind],
      pico: worked.pico,
      tokens: worked.tokens,
      request: requestHash(params),
      ...(!isThere && { missing: true as const }),
    });
  }
  file.close();
  return { path, counts, billed: dollars(ledger.close()), keep: (to) => renameSync(path, to) };
}

function requestWorker(room: BatchRoom, batch: BatchRecord, spoils: Spoiling) {
  const settings = settingsOf(room);
  return (customId: string, params: unknown, ending: number): Result => {
    const key = `${room.world.seed}:${batch.id}:${customId}`;
    const complaint = complaintAbout(params, settings, true) ?? (ending === 1 ? itemFailure(key) : null);
    if (complaint || !isRecord(params)) return errored(complaint, key);
    const extra = spoils("line-separator")
      ? "\u2028after a line separator\u2029and a paragraph separator\u0085"
      : "";
    const { message, tokens, isHourCache } = answerTo({ body: params, key, tier: "batch", extra, settings });
    const price = withCacheTerm(priceOf(settings.prices, String(params.model)), isHourCache);
    const pico = picodollars(tokens, price, settings.batchPriceShare);
    const result = { type: "succeeded", message: spoils("empty-body") ? {} : message };
    return { kind: "succeeded", result, pico, tokens };
  };
}

function errored(complaint: Complaint | null, key: string): Result {
  const error = complaint ?? { type: "api_error", message: "Internal server error" };
  const result = {
    type: "errored",
    error: { type: "error", request_id: `req_01${hexOf(`${key}:request`, 22)}`, error },
  };
  return { kind: "errored", result, pico: 0n, tokens: null };
}

/** Writing to the cache for an hour costs twice the input price. */
export function withCacheTerm(price: Price, isHourCache: boolean): Price {
  return isHourCache ? { ...price, cacheWrite: price.input * 2 } : price;
}

export function parseLine(text: string): { customId: string; params: unknown } {
  const line: unknown = JSON.parse(text);
  if (!isRecord(line)) throw new Error("a spooled line is not an object");
  return { customId: String(line.custom_id), params: line.params };
}
