import { env } from "@/lib/platform/env";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { openOffpeak } from "@/lib/worker/join";
import { baseline } from "./baseline";
import { resultLines } from "./lines";
import { seedBatch, settle } from "./ours";

const ROUNDS = 5;

function argument(name: string): string | null {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const rounded = (number: number, digits = 0) => Number(number.toFixed(digits));

const rows = Number(argument("--rows") ?? 100_000);
const offpeak = openOffpeak();
try {
  const ctx = offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door));
  const ms = { baseline: [] as number[], ours: [] as number[] };
  console.log("round  baseline ms  ours ms");
  // The first round warms both sides and is not counted.
  for (let round = 0; round <= ROUNDS; round += 1) {
    const id = `bench-${round}`;
    const floor = await baseline(env().DATABASE_URL, rows);
    const { partId, nonce } = await seedBatch(ctx, id, rows);
    const lines = resultLines(nonce, rows);
    const mine = await settle(ctx, { id, partId }, lines);
    if (floor.sums !== mine.sums) throw new Error(`The sides disagree: ${floor.sums} | ${mine.sums}`);
    await ctx.db.batch.delete({ where: { id } });
    await ctx.pool.query("truncate request_outcome, batch_request");
    if (round === 0) continue;
    ms.baseline.push(floor.ms);
    ms.ours.push(mine.ms);
    const figures = [floor.ms.toFixed(0).padStart(11), mine.ms.toFixed(0).padStart(7)];
    console.log(`${String(round).padEnd(5)}  ${figures.join("  ")}`);
  }
  console.log(
    JSON.stringify({
      name: "settle",
      ratio: rounded(median(ms.ours) / median(ms.baseline), 3),
      baseline: rounded(median(ms.baseline)),
      ours: rounded(median(ms.ours)),
      unit: "ms",
      rows,
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
} finally {
  await offpeak.close();
}
