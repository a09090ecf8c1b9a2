import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { formats } from "@/lib/adapters/formats/index";
import type { CanonicalColumn, Mapping } from "@/lib/core/format";
import { literal, rowsOf, withDuck } from "@/lib/platform/duckdb";
import { projectFile } from "@/lib/stages/imports/reading/project";
import { sniff } from "@/lib/stages/imports/sniffing/sniff";

export type Projected = Partial<Record<CanonicalColumn, unknown>>;
type Named = { filename?: string; mapping?: Mapping };

/** The canonical rows of a file by the production path, up to the part that the ledger reads; no database. */
export async function project(
  content: string | Buffer,
  { filename = "file", mapping }: Named = {},
): Promise<{ format: string | null; rows: Projected[] }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "offpeak-project-"));
  try {
    const upload = path.join(folder, "upload");
    await writeFile(upload, content);
    const sniffed = await sniff(upload, filename, {
      gzip: "good",
      nulBytes: false,
      longestLine: 0,
      unpackedBytes: content.length,
    });
    if ("code" in sniffed) throw new Error(sniffed.message);
    const format = mapping
      ? formats.get("offpeak")
      : formats.list().find((one) => one.recognises(sniffed.sample));
    if (!format) return { format: null, rows: [] };
    const part = path.join(folder, "part-0.parquet");
    const input = { path: upload, gzip: sniffed.gzip, skip: sniffed.skip, cleaned: false };
    return await withDuck(folder, async (duck) => {
      const reading = { format, sniffed, mapping: mapping ?? null, today: "2025-12-02", notNames: [] };
      await projectFile(duck, reading, { input, part });
      const rows = await rowsOf<Projected>(duck, `SELECT * FROM read_parquet(${literal(part)})`);
      return { format: format.id, rows };
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
