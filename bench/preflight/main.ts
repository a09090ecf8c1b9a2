import { spawn } from "node:child_process";
import { createReadStream, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { NewBatchInput } from "@/lib/stages/batches/model/receiving";
import { receiveBatch } from "@/lib/stages/batches/receive-batch";
import { createConnection } from "@/lib/stages/connections/create-connection";
import { CreateConnection } from "@/lib/stages/connections/model/connection";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { openOffpeak } from "@/lib/worker/join";
import { writeRequests } from "./requests";

const ROUNDS = 3;
/** A worker has looked at files before; the baseline may warm up on as many lines. */
const WARM_LINES = 5000;
const SIDES = ["baseline", "ours"] as const;
type Side = (typeof SIDES)[number];
type Result = {
  lines: number;
  seconds: number;
  cpuSeconds: number;
  peakRssMb: number;
  restRssMb?: number;
  how?: string;
  state?: string;
};

function argument(name: string): string | null {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

/** One side in a process of its own, so that its peak of memory is its own. */
function measure(side: Side, args: string[]): Promise<Result> {
  const file = fileURLToPath(new URL(`./${side}.ts`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], {
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

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const rounded = (number: number, digits = 2) => Number(number.toFixed(digits));

const rows = Number(argument("--rows") ?? 50_000);
const folder = mkdtempSync(path.join(tmpdir(), "offpeak-bench-preflight-"));
const [file, warm] = [path.join(folder, "requests.jsonl"), path.join(folder, "warm.jsonl")];
const offpeak = openOffpeak();
try {
  await writeRequests(file, rows);
  await writeRequests(warm, Math.min(rows, WARM_LINES));
  const ctx = offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door));
  const baseUrl = "https://api.openai.com/v1"; // nothing is sent
  const credentials = { apiKey: "sk-bench-0123456789" };
  const settings = { baseUrl };
  await createConnection(
    ctx,
    CreateConnection.parse({ provider: "openai", name: "Bench", costCenter: "CC-1", credentials, settings }),
  );
  const receive = async (from: string) => {
    const input = NewBatchInput.parse({ provider: "openai", endpoint: "bench/preflight", start: "hold" });
    const { id } = await receiveBatch(ctx, {
      ...input,
      body: createReadStream(from),
      bytesTotal: statSync(from).size,
    });
    return id;
  };
  const [batch, small] = [await receive(file), await receive(warm)];
  const args: Record<Side, string[]> = {
    baseline: [file, warm],
    ours: [batch, small, String(ctx.organisation.id)],
  };
  const results: Record<Side, Result[]> = { baseline: [], ours: [] };
  console.log(`${rows} lines, ${(statSync(file).size / 1e6).toFixed(0)} MB`);
  console.log("round  side      seconds  its CPU s  rest MiB  peak MiB");
  for (let round = 1; round <= ROUNDS; round += 1)
    for (const side of SIDES) {
      const result = await measure(side, args[side]);
      if (result.lines !== rows) throw new Error(`${side} saw ${result.lines} lines`);
      if (side === "ours" && (result.how !== "sampled" || result.state !== "held"))
        throw new Error(`ours is ${result.state} and ${result.how}`);
      results[side].push(result);
      const figures = [
        result.seconds.toFixed(2).padStart(7),
        result.cpuSeconds.toFixed(2).padStart(9),
        String(result.restRssMb ?? "").padStart(8),
        String(result.peakRssMb).padStart(8),
      ];
      console.log(`${String(round).padEnd(5)}  ${side.padEnd(8)}  ${figures.join("  ")}`);
    }
  const of = (side: Side) => median(results[side].map(({ seconds }) => seconds));
  const line = {
    name: "preflight",
    ratio: rounded(of("ours") / of("baseline"), 3),
    baseline: rounded(of("baseline")),
    ours: rounded(of("ours")),
    unit: "s",
    rows,
    peakRssMb: Math.max(...results.ours.map(({ peakRssMb }) => peakRssMb)),
  };
  console.log(JSON.stringify(line));
} finally {
  await offpeak.close();
  rmSync(folder, { recursive: true, force: true });
}
