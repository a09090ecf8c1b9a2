import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { refreshFigures } from "@/lib/stages/fit/refresh-figures";
import { refreshFit } from "@/lib/stages/fit/refresh-fit";
import { importFile } from "@/lib/stages/imports/import-file";
import { receiveImport } from "@/lib/stages/imports/receive-import";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { openOffpeak } from "@/lib/worker/join";
import { bareEvidence } from "./baseline";
import { writeCalls } from "./seed";

const ROUNDS = 3;

/** All endpoints measured anew from the rows they were imported as, beside DuckDB doing the same aggregates alone. */
async function main(): Promise<void> {
  const at = process.argv.indexOf("--rows");
  const rows = at < 0 ? 10_000_000 : Number(process.argv[at + 1]);
  const offpeak = openOffpeak();
  const ctx = offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door));
  const scratch = await ctx.files.folder("scratch");
  const file = path.join(scratch, "calls.csv.gz");
  await writeCalls(file, rows);
  const bytesTotal = (await stat(file)).size;
  const received = { kind: "usage" as const, format: "offpeak", filename: "calls.csv.gz", bytesTotal };
  const { id } = await receiveImport(ctx, { ...received, body: createReadStream(file) });
  const { status } = await importFile(ctx, { importId: id });
  if (status !== "done") throw new Error(`the calls were not imported: ${status}`);
  await refreshFigures(ctx);
  const parts = path.join(ctx.files.pathOf("imports", id, "rows"), "part-*.parquet");

  const [baseline, ours, again]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    baseline.push(await bareEvidence(parts, scratch));
    await ctx.db.endpointFit.deleteMany({});
    ours.push(await timed(() => refreshFit(ctx)));
    again.push(await timed(() => refreshFit(ctx)));
  }
  const [bare, mine, unchanged] = [median(baseline), median(ours), median(again)];
  console.table([
    { rows, "DuckDB alone, s": bare, "ours, s": mine, ratio: mine / bare, "nothing changed, s": unchanged },
  ]);
  const peakRssMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const ratio = Number((mine / bare).toFixed(3));
  console.log(
    JSON.stringify({
      name: "evidence",
      ratio,
      baseline: bare,
      ours: mine,
      unit: "s",
      rows,
      peakRssMb,
      unchanged,
    }),
  );
  await offpeak.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return Number(((performance.now() - started) / 1000).toFixed(3));
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Number((sorted[Math.floor(sorted.length / 2)] ?? 0).toFixed(3));
}

await main();
