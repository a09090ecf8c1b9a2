import { createReadStream, existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { basename } from "node:path";
import { answerTo, recordFailure } from "@/lib/sandbox/bedrock/answers/answer";
import { baseModel } from "@/lib/sandbox/bedrock/answers/family";
import { adopt } from "@/lib/sandbox/s3/object-room";
import { sumsOf } from "@/lib/sandbox/s3/receive";
import { dollars, picodollars, priceOf } from "@/lib/sandbox/work/dollars";
import { createLedger, type LedgerLine } from "@/lib/sandbox/work/ledger";
import { loadIndex, pickLines, readLines } from "@/lib/sandbox/work/lines";
import { endings, finishedLines, resultOrder } from "@/lib/sandbox/work/plan";
import { createResultFile, type Spoiling, spoilingOf } from "@/lib/sandbox/work/result-file";
import { requestHash, type Tokens } from "@/lib/sandbox/work/tokens";
import { type BatchLine, inputObjects, readRecord } from "./inspect";
import { type Counts, type JobRecord, outputFolder } from "./record";
import { type JobRoom, settingsOf, spoolOf } from "./room";
import { withNullSiblings } from "./siblings";

type Part = { name: string; path: string };
export type Written = { parts: Part[]; counts: Counts; billed: string };
type Ending = "Completed" | "PartiallyCompleted" | "Stopped" | "Failed" | "Expired";
type Work = { room: JobRoom; job: JobRecord; done: number; status: Ending; at: number };

/** How the records ended that nobody worked. */
const unworked: Record<Ending, LedgerLine["status"]> = {
  Completed: "expired",
  PartiallyCompleted: "expired",
  Expired: "expired",
  Stopped: "cancelled",
  Failed: "refused",
};

const occasion = (job: JobRecord) => ({
  provider: "bedrock" as const,
  operation: "results.write",
  about: job.arn,
});

/** Works the records that had their turn: one output file for each input file, in an order that is not the input's. */
export async function writeResults({ room, job, done, status }: Work): Promise<Written> {
  if (!job.plan || !job.inputs) throw new Error(`${job.id} was never validated`);
  const { world } = room;
  const spool = spoolOf(room, job);
  const index = loadIndex(`${spool}.index`);
  const finished = finishedLines(job.plan, index.endings, done);
  const spoils = spoilingOf(world.faults, occasion(job));
  const path = (name: string) => world.path("incoming", `${job.id}.${job.epoch}.${name}`);
  const files = job.inputs.map(({ key, lines }, n) => ({
    name: `${basename(key)}.out`,
    path: path(String(n)),
    lines,
    file: createResultFile(path(String(n)), spoils, "recordId"),
  }));
  const fileOf = files.flatMap(({ file, lines }) => Array<typeof file>(lines).fill(file));
  const ledger = createLedger(world.path("ledger", job.id));
  const counts: Counts = { total: job.plan.total, success: 0, error: 0 };
  const used = { input: 0, output: 0 };
  const work = recordWorker(room, job, spoils);
  for await (const { place, text } of pickLines(spool, index, resultOrder(job.plan))) {
    const record = readRecord(text);
    if (!record) throw new Error("a record that passed validation cannot be read");
    const recordId = recordIdOf(record, place);
    const head = { custom_id: recordId, request: requestHash(record.modelInput) };
    if (finished[place] !== 1) {
      ledger.add({ ...head, status: unworked[status], pico: 0n, tokens: null });
      continue;
    }
    const { pico, tokens, ...outcome } = work(record, recordId, index.endings[place] === endings.failed);
    const isThere = fileOf[place]?.add({ recordId, modelInput: record.modelInput, ...outcome }) ?? false;
    counts[tokens ? "success" : "error"] += 1;
    used.input += tokens?.input ?? 0;
    used.output += tokens?.output ?? 0;
    const missing = isThere ? {} : { missing: true as const };
    ledger.add({ ...head, status: tokens ? "succeeded" : "failed", pico, tokens, ...missing });
  }
  const parts = files.map(({ name, path, file }) => {
    file.close();
    return { name, path };
  });
  const billed = dollars(ledger.close());
  const manifest = await writeManifest(room, job, { path: path("manifest"), counts, used });
  return { parts: manifest ? [...parts, manifest] : parts, counts, billed };
}

type Worked = ({ modelOutput: unknown } | { error: unknown }) & { pico: bigint; tokens: Tokens | null };

function recordWorker(room: JobRoom, job: JobRecord, spoils: Spoiling) {
  const settings = settingsOf(room);
  const price = priceOf(settings.prices, baseModel(job.modelId));
  return ({ modelInput }: BatchLine, recordId: string, isFailed: boolean): Worked => {
    const key = `${room.world.seed}:${job.id}:${recordId}`;
    const extra = spoils("line-separator")
      ? "\u2028after a line separator\u2029and a paragraph separator\u0085"
      : "";
    const { type, modelId } = job;
    const answer = answerTo({ type, modelId, body: modelInput, key, extra, isBatch: true, settings });
    if (answer.kind === "refused")
      return { error: { errorCode: 400, errorMessage: answer.message }, pico: 0n, tokens: null };
    if (isFailed) return { error: recordFailure(key), pico: 0n, tokens: null };
    const pico = picodollars(answer.tokens, price, settings.batchPriceShare);
    const said = type === "Converse" ? withNullSiblings(answer.body) : answer.body;
    return { modelOutput: spoils("empty-body") ? {} : said, pico, tokens: answer.tokens };
  };
}

type Summary = { path: string; counts: Counts; used: { input: number; output: number } };

async function writeManifest(room: JobRoom, job: JobRecord, { path, counts, used }: Summary) {
  const { faults } = room.world;
  if (faults.fire("missing-manifest", occasion(job))) return null;
  const extra = faults.fire("wrong-manifest", occasion(job)) ? 1 : 0;
  const manifest = {
    totalRecordCount: counts.total + extra,
    processedRecordCount: counts.success + counts.error + extra,
    successRecordCount: counts.success + extra,
    errorRecordCount: counts.error,
    inputTokenCount: used.input,
    outputTokenCount: used.output,
  };
  await writeFile(path, JSON.stringify(manifest));
  return { name: "manifest.json.out", path };
}

/** Puts the files where the job was told to. */
export async function storeResults(room: JobRoom, job: JobRecord, { parts }: Written): Promise<void> {
  const folder = outputFolder(job);
  for (const { name, path } of parts) {
    const { bytes, md5, crc32 } = await sumsOf(createReadStream(path));
    const object = {
      bucket: folder.bucket,
      key: folder.key + name,
      bytes,
      etag: `"${md5}"`,
      crc32,
      contentType: "application/octet-stream",
    };
    await room.store.keep(object, adopt(room.store, path));
  }
}

/** A job that never ran: its records are on file as far as they can be read, and cost nothing. */
export async function writeUnworked(room: JobRoom, job: JobRecord, status: Ending): Promise<void> {
  const ledger = createLedger(room.world.path("ledger", job.id));
  for await (const line of waitingRecords(room, job))
    ledger.add({ ...line, status: unworked[status], pico: 0n, tokens: null });
  ledger.close();
}

/** Ids and request hashes of what a job is to work, before and after its input was read. */
export async function* waitingRecords(room: JobRoom, job: JobRecord) {
  const spool = spoolOf(room, job);
  const paths = existsSync(spool)
    ? [spool]
    : inputObjects(room, job).map((object) => room.store.path(object.file));
  let place = 0;
  for (const path of paths) {
    for await (const line of readLines(path)) {
      const record = readRecord(line.text);
      if (record) yield { custom_id: recordIdOf(record, place), request: requestHash(record.modelInput) };
      place += 1;
    }
  }
}

/** Bedrock numbers the records that bear no id. */
function recordIdOf({ recordId }: BatchLine, place: number): string {
  return recordId ?? `CALL${String(place + 1).padStart(7, "0")}`;
}
