import { createWriteStream } from "node:fs";
import { open } from "node:fs/promises";
import path from "node:path";
import { finished } from "node:stream/promises";
import type { Picodollars } from "@/lib/core/money";
import type { LineDialect } from "@/lib/core/provider";
import { costOfLine, type GroupRates } from "../model/preflight/estimating/cost";
import type { Plan, PlanRecord } from "../preflight/plan-file";
import { LineWriter } from "./line-writer";
import { PartFiles } from "./part-files";
import { UploadRanges } from "./upload-ranges";

export type WriteFiles = {
  batchId: string;
  folder: string;
  plan: Plan;
  dialect: LineDialect;
  model: string | null;
  rates: readonly GroupRates[];
};

export type Written = {
  nonces: string[];
  /** Rows of `batch_request` as CSV, for one COPY. */
  rows: string;
  /** Null: some line has no price. */
  estimate: Picodollars | null;
};

/** Writes the files of all parts, and beside them the rows of their requests. Begins anew whatever is there already. */
export async function writeFiles(input: WriteFiles): Promise<Written> {
  const { folder, plan, dialect } = input;
  const parts = new PartFiles(folder, plan.head.parts, dialect.frame);
  const writer = new LineWriter(dialect, plan.head, input.model);
  const rows = path.join(folder, "requests.csv");
  const csv = createWriteStream(rows);
  const isWritten = finished(csv);
  isWritten.catch(() => {}); // told by the awaits below
  const upload = await open(path.join(folder, "upload"), "r");
  let estimate: Picodollars | null = 0n;
  try {
    const ranges = new UploadRanges(upload);
    for await (const records of plan.records()) {
      let text = "";
      for (const record of records) {
        const line = await ranges.read(record.offset, record.length);
        const nonce = parts.nonceOf(record.part);
        const { pieces, customId } = writer.write(line, record, `${nonce}_${record.number}`);
        await parts.add(record.part, pieces);
        const cost = costOfLine(input.rates[record.group], record.input, record.output);
        estimate = cost === null || estimate === null ? null : estimate + cost;
        text += rowOf(input.batchId, record, { customId, cost });
      }
      if (!csv.write(text)) await drained(csv, isWritten);
    }
    csv.end();
    await isWritten;
  } finally {
    csv.destroy();
    await upload.close();
  }
  const difference = parts.difference();
  if (difference) throw new Error(`the files are not those of the plan: ${difference}`);
  return { nonces: plan.head.parts.map(({ number }) => parts.nonceOf(number)), rows, estimate };
}

function drained(csv: NodeJS.EventEmitter, failed: Promise<void>): Promise<unknown> {
  return Promise.race([new Promise((resolve) => csv.once("drain", resolve)), failed]);
}

/** In the order of REQUEST_COLUMNS. */
function rowOf(
  batchId: string,
  { number, part, offset, length, input, output }: PlanRecord,
  { customId, cost }: { customId: string; cost: Picodollars | null },
): string {
  const id = `"${customId.replace(/"/g, '""')}"`;
  return `${batchId},${number},${part},${id},${offset},${length},${input},${output},${cost ?? ""}\n`;
}
