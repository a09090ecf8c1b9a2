import { type FileHandle, open, rename } from "node:fs/promises";
import { z } from "zod";
import { Fix } from "../model/fix";
import { PlannedPart } from "../model/preflight";
import { type Lines, MARK } from "../model/preflight/lines";

/**
 * The plan of a batch on the disk: a line of JSON, and one record for each line that is sent, in the order of the upload.
 * What is written later is what was shown, and nobody has to think twice.
 */
export const PlanHead = z.object({
  version: z.literal(1),
  records: z.int(),
  fixes: z.array(Fix),
  groups: z.array(z.object({ model: z.string().nullable(), path: z.string(), writes: z.boolean() })),
  parts: z.array(PlannedPart),
});
export type PlanHead = z.infer<typeof PlanHead>;

export type PlanRecord = {
  number: number;
  offset: number;
  length: number;
  sentBytes: number;
  input: number;
  output: number;
  part: number;
  group: number;
  /** Which of the lines with its id it is, where there are several and each gets one of its own; else 0. */
  ordinal: number;
  isAnew: boolean;
  hasId: boolean;
};

const RECORD = 40;
const BLOCK = 8192;

export async function writePlan(path: string, head: Omit<PlanHead, "records">, lines: Lines): Promise<void> {
  const renames = head.fixes.some(({ kind }) => kind === "rename-duplicates");
  const rows: number[] = [];
  const file = await open(`${path}.new`, "w");
  try {
    let records = 0;
    for (let row = 0; row < lines.count; row += 1) if (lines.part.get(row) > 0) records += 1;
    await file.write(`${JSON.stringify({ ...head, records })}\n`);
    const flush = async () => {
      if (rows.length > 0) await file.write(encode(lines, rows, renames));
      rows.length = 0;
    };
    for (let row = 0; row < lines.count; row += 1) {
      if (lines.part.get(row) === 0) continue;
      rows.push(row);
      if (rows.length === BLOCK) await flush();
    }
    await flush();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

function encode(lines: Lines, rows: readonly number[], renames: boolean): Buffer {
  const block = Buffer.allocUnsafe(rows.length * RECORD);
  let at = 0;
  for (const row of rows) {
    const isRenamed = renames && lines.has(row, MARK.duplicate);
    block.writeUInt32LE(lines.number.get(row), at);
    block.writeDoubleLE(lines.offset.get(row), at + 4);
    block.writeUInt32LE(lines.length.get(row), at + 12);
    block.writeUInt32LE(lines.sentBytes.get(row), at + 16);
    block.writeUInt32LE(lines.input.get(row), at + 20);
    block.writeUInt32LE(lines.output.get(row), at + 24);
    block.writeUInt32LE(isRenamed ? lines.ordinal.get(row) : 0, at + 28);
    block.writeUInt16LE(lines.part.get(row), at + 32);
    block.writeUInt16LE(lines.group.get(row), at + 34);
    block.writeUInt32LE(lines.marks.get(row), at + 36);
    at += RECORD;
  }
  return block;
}

export type Plan = { head: PlanHead; records(): AsyncGenerator<PlanRecord[]>; close(): Promise<void> };

/** Null: there is no such plan, or it was cut short. */
export async function openPlan(path: string): Promise<Plan | null> {
  const file = await open(path, "r").catch(() => null);
  if (!file) return null;
  const head = await readHead(file);
  const size = (await file.stat()).size;
  if (!head || size !== head.bytes + head.head.records * RECORD) {
    await file.close();
    return null;
  }
  return { head: head.head, records: () => readRecords(file, head), close: () => file.close() };
}

type Head = { head: PlanHead; bytes: number };

async function readHead(file: FileHandle): Promise<Head | null> {
  const pieces: Buffer[] = [];
  for (let place = 0; ; place += 65_536) {
    const piece = Buffer.alloc(65_536);
    const { bytesRead } = await file.read(piece, 0, piece.length, place);
    const end = piece.subarray(0, bytesRead).indexOf(10);
    pieces.push(piece.subarray(0, end < 0 ? bytesRead : end));
    if (end >= 0) break;
    if (bytesRead < piece.length) return null;
  }
  const text = Buffer.concat(pieces);
  const parsed = PlanHead.safeParse(JSON.parse(text.toString("utf8")));
  return parsed.success ? { head: parsed.data, bytes: text.length + 1 } : null;
}

async function* readRecords(file: FileHandle, { head, bytes }: Head): AsyncGenerator<PlanRecord[]> {
  const block = Buffer.alloc(RECORD * BLOCK);
  for (let done = 0; done < head.records; ) {
    const count = Math.min(BLOCK, head.records - done);
    await file.read(block, 0, count * RECORD, bytes + done * RECORD);
    yield Array.from({ length: count }, (_, index) => decode(block, index * RECORD));
    done += count;
  }
}

function decode(block: Buffer, at: number): PlanRecord {
  const marks = block.readUInt32LE(at + 36);
  return {
    number: block.readUInt32LE(at),
    offset: block.readDoubleLE(at + 4),
    length: block.readUInt32LE(at + 12),
    sentBytes: block.readUInt32LE(at + 16),
    input: block.readUInt32LE(at + 20),
    output: block.readUInt32LE(at + 24),
    ordinal: block.readUInt32LE(at + 28),
    part: block.readUInt16LE(at + 32),
    group: block.readUInt16LE(at + 34),
    isAnew: (marks & MARK.anew) !== 0,
    hasId: (marks & MARK.noId) === 0,
  };
}
