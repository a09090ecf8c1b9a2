import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { type Offpeak, openOffpeak } from "@/lib/worker/join";
import { lags, sweep } from "./ours";
import { seedRunning } from "./seed";
import { baseline, createRunning, slowDown, startStub } from "./stub";

const ROUNDS = 3;
/** As many as one worker has under way, see lib/worker/tend-batches.ts. */
const AT_ONCE = 10;
const POLL_SECONDS = 30;
const LAG_SECONDS = 45;

function argument(name: string): string | null {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

const sorted = (numbers: number[]) => [...numbers].sort((a, b) => a - b);
const quantile = (numbers: number[], share: number) =>
  sorted(numbers)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;
const median = (numbers: number[]) => quantile(numbers, 0.5);
const rounded = (number: number, digits = 3) => Number(number.toFixed(digits));

/** With the simulator for a provider, and a fixed time from look to look. */
function inSandbox(offpeak: Offpeak): Offpeak {
  const installation = { ...offpeak.installation, sandbox: true, pollSeconds: POLL_SECONDS };
  return {
    ...offpeak,
    installation,
    contextOf: (organisation) => ({ ...offpeak.contextOf(organisation), installation }),
  };
}

const rows = Number(argument("--rows") ?? 10_000);
const latency = Number(argument("--latency") ?? 20);
const stub = await startStub();
const offpeak = inSandbox(openOffpeak());
try {
  const ctx = offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door));
  const remotes = await createRunning(stub, rows);
  await seedRunning(ctx, remotes, stub.openai);
  await slowDown(stub, latency);
  await baseline(stub, remotes.slice(0, rows / 10), AT_ONCE); // both are warm
  await sweep(offpeak, ctx);
  const ms = { baseline: [] as number[], ours: [] as number[] };
  console.log("round  baseline ms a check  ours ms a check");
  for (let round = 1; round <= ROUNDS; round += 1) {
    ms.baseline.push((await baseline(stub, remotes, AT_ONCE)) / rows);
    ms.ours.push((await sweep(offpeak, ctx)) / rows);
    const figures = [ms.baseline.at(-1), ms.ours.at(-1)].map((number) =>
      (number ?? 0).toFixed(3).padStart(19),
    );
    console.log(`${String(round).padEnd(5)}  ${figures.join("  ")}`);
  }
  const lag = await lags(offpeak, ctx, LAG_SECONDS);
  console.log(
    JSON.stringify({
      name: "monitor",
      ratio: rounded(median(ms.ours) / median(ms.baseline)),
      baseline: rounded(median(ms.baseline)),
      ours: rounded(median(ms.ours)),
      unit: "ms a check",
      rows,
      latencyMs: latency,
      checksASecond: Math.round(1000 / median(ms.ours)),
      oldestDueMs: { median: Math.round(median(lag)), p95: quantile(lag, 0.95), most: Math.max(...lag) },
      peakRssMb: Math.round(process.resourceUsage().maxRSS / 1024),
    }),
  );
} finally {
  await offpeak.close();
  stub.stop();
}
