import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import path from "node:path";
import { readFit } from "@/lib/stages/fit/read-fit";
import { refreshFigures } from "@/lib/stages/fit/refresh-figures";
import { importFile } from "@/lib/stages/imports/import-file";
import { receiveImport } from "@/lib/stages/imports/receive-import";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { readAddress } from "@/lib/stages/spend/model/query";
import { readSpend } from "@/lib/stages/spend/read-spend";
import { openOffpeak } from "@/lib/worker/join";
import { LABELS, writeLabelledUsage } from "./labels/write-usage";
import { type Scored, score, VERDICT_WORDS } from "./score";

/** Imports the labelled traffic as a user would, and compares what Spend then says with what was labelled. */
async function main(): Promise<void> {
  const offpeak = openOffpeak();
  const ctx = offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door));
  const file = path.join(await ctx.files.folder("scratch"), `labelled-${randomUUID()}.csv`);
  const calls = await writeLabelledUsage(file);
  const started = performance.now();
  const { id } = await receiveImport(ctx, {
    kind: "usage",
    format: "offpeak",
    filename: "labelled.csv",
    body: createReadStream(file),
    bytesTotal: (await stat(file)).size,
  });
  const { status } = await importFile(ctx, { importId: id });
  if (status !== "done") throw new Error(`the labelled traffic was not imported: ${status}`);
  await refreshFigures(ctx);
  const seconds = (performance.now() - started) / 1000;

  const page = await readSpend(ctx, readAddress(new URLSearchParams(), LABELS.length + 1));
  const verdicts = new Map(page.rows.map((row) => [row.label, row.fit?.verdict ?? "none"]));
  const scored: Scored[] = LABELS.map((label) => ({ label, verdict: verdicts.get(label.name) ?? "none" }));
  const result = score(scored);
  for (const { label, verdict } of scored)
    if (verdict !== label.verdict) console.log(`${label.name}: labelled ${label.verdict}, given ${verdict}`);
  console.table(VERDICT_WORDS.map((labelled) => ({ labelled, ...result.confusion[labelled] })));
  console.log(`kind of work as labelled: ${await sameWork(ctx)}`);
  console.log(
    JSON.stringify({
      name: "fit",
      ratio: null,
      baseline: null,
      ours: Number(seconds.toFixed(2)),
      unit: "s",
      rows: calls,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
      ...result,
    }),
  );
  await offpeak.close();
}

async function sameWork(ctx: Parameters<typeof readFit>[0]): Promise<string> {
  const known = LABELS.filter((label) => label.work);
  let same = 0;
  for (const label of known) if ((await readFit(ctx, label.name))?.work === label.work) same += 1;
  return `${same} of ${known.length}`;
}

await main();
