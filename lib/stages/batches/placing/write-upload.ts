import { createWriteStream } from "node:fs";
import path from "node:path";
import { finished } from "node:stream/promises";
import type { Context } from "@/lib/platform/context";
import type { PlacedBatch } from "./placed-batch";

/** Of every line of it, with its line end; they are all alike but for their number. */
export const LINE_BYTES = 320;
const DIGITS = 6;
const PIECE = 2000;

/** The upload that the batch came from, so that what failed of it can be sent again. */
export async function writeUpload(ctx: Pick<Context, "files">, batch: PlacedBatch): Promise<void> {
  const folder = await ctx.files.folder("batches", batch.id);
  const out = createWriteStream(path.join(folder, "upload"), { mode: 0o600 });
  for (let from = 1; from <= batch.requests; from += PIECE) {
    const to = Math.min(from + PIECE - 1, batch.requests);
    if (!out.write(linesOf(batch, from, to)))
      await new Promise<void>((resolve) => out.once("drain", resolve));
  }
  out.end();
  await finished(out);
}

function linesOf(batch: PlacedBatch, from: number, to: number): string {
  const lines: string[] = [];
  for (let n = from; n <= to; n++) lines.push(`${lineOf(batch, n).padEnd(LINE_BYTES - 1)}\n`);
  return lines.join("");
}

function lineOf({ provider, idPrefix, model, path, tokens }: PlacedBatch, n: number): string {
  const number = String(n).padStart(DIGITS, "0");
  const messages = [{ role: "user", content: `Larkspur item ${number}` }];
  const body = { model, max_tokens: tokens.output * 2, messages };
  const custom_id = `${idPrefix}${number}`;
  return JSON.stringify(
    provider === "anthropic" ? { custom_id, params: body } : { custom_id, method: "POST", url: path, body },
  );
}
