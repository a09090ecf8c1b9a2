import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { env } from "@/lib/platform/env";
import { baseline } from "./baseline";
import { ours } from "./ours";
import { spendLogs } from "./spend-logs";

const ROUNDS = 3;
const SIDES = ["baseline", "ours"] as const;
type Side = (typeof SIDES)[number];
type Result = { seconds: number; sums: string[]; peakRssMb: number; cpuSeconds: number };

function argument(name: string): string | null {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

/** One side in a process of its own, so that its peak of memory is its own. */
function measure(side: Side, file: string): Promise<Result> {
  const self = fileURLToPath(import.meta.url);
  const child = spawn(process.execPath, [...process.execArgv, self, "--side", side, "--file", file], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.on("data", (part) => {
    text += part;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      if (code === 0) resolve(JSON.parse(text) as Result);
      else reject(new Error(`${side} ended with ${code}`));
    });
  });
}

async function child(side: Side, file: string): Promise<void> {
  const result = side === "ours" ? await ours(file) : await baseline(file, env().DATABASE_URL);
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const peakRssMb = Math.round(maxRSS / 1024);
  process.stdout.write(
    JSON.stringify({ ...result, peakRssMb, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }),
  );
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const rounded = (number: number, digits = 2) => Number(number.toFixed(digits));

async function main(): Promise<void> {
  const rows = Number(argument("--rows") ?? 10_000_000);
  const file = await spendLogs(rows);
  const results: Record<Side, Result[]> = { baseline: [], ours: [] };
  console.log("round  side      seconds  its CPU s  peak MiB");
  for (let round = 1; round <= ROUNDS; round += 1)
    for (const side of SIDES) {
      const result = await measure(side, file);
      results[side].push(result);
      const { seconds, cpuSeconds, peakRssMb } = result;
      const figures = [
        seconds.toFixed(2).padStart(7),
        cpuSeconds.toFixed(1).padStart(9),
        String(peakRssMb).padStart(8),
      ];
      console.log(`${String(round).padEnd(5)}  ${side.padEnd(8)}  ${figures.join("  ")}`);
    }
  const told = new Set(SIDES.flatMap((side) => results[side].map(({ sums }) => sums.join(" "))));
  if (told.size !== 1) throw new Error(`The sides disagree: ${[...told].join(" | ")}`);
  const of = (side: Side) => median(results[side].map(({ seconds }) => seconds));
  const line = {
    name: "import",
    ratio: rounded(of("ours") / of("baseline"), 3),
    baseline: rounded(of("baseline")),
    ours: rounded(of("ours")),
    unit: "s",
    rows,
    peakRssMb: Math.max(...results.ours.map(({ peakRssMb }) => peakRssMb)),
  };
  console.log(JSON.stringify(line));
}

const side = SIDES.find((name) => name === argument("--side"));
await (side ? child(side, argument("--file") ?? "") : main());
