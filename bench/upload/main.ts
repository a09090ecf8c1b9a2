import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { pidOf, RunningApp } from "@/scripts/checks/running-app.mjs";
import { freePort } from "@/scripts/process/ports.mjs";
import { send, type Target } from "./send";

const ROUNDS = 3;

function argument(name: string): string | null {
  const at = process.argv.indexOf(name);
  return at < 0 ? null : (process.argv[at + 1] ?? null);
}

/** Peak and present memory of a process in MiB; a peak is since the process began. */
function memoryOf(pid: number): { peak: number; now: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name: string) =>
    Math.round(Number(new RegExp(`${name}:\\s*(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
  return { peak: of("VmHWM"), now: of("VmRSS") };
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const rounded = (number: number, digits = 2) => Number(number.toFixed(digits));

async function startBare(folder: string) {
  const file = fileURLToPath(new URL("./baseline.ts", import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, file, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  const target: Target = { port: Number(line), path: "/", headers: {} };
  return { target, pid: child.pid ?? 0, stop: () => child.kill("SIGTERM") };
}

const bytes = Number(argument("--rows") ?? 2_000_000_000);
const folder = mkdtempSync(path.join(tmpdir(), "offpeak-bench-upload-"));
const app = new RunningApp({ dataDir: path.join(folder, "data"), port: await freePort() });
const bare = await startBare(folder);
try {
  await app.launch().ready(600_000);
  const token = app.offpeak("token", "create", "--role", "admin", "--name", "bench");
  const ours: Target = {
    port: app.port,
    path: "/api/v1/imports?kind=usage&filename=bench.txt",
    headers: { authorization: `Bearer ${token}` },
  };
  const web = pidOf(app.programs()[0]);
  await send(ours, 20_000_000); // both are warm
  await send(bare.target, 20_000_000);
  const before = memoryOf(web);
  const seconds = { baseline: [] as number[], ours: [] as number[] };
  console.log("round  baseline s  ours s  web MiB");
  for (let round = 1; round <= ROUNDS; round += 1) {
    const theirs = await send(bare.target, bytes);
    rmSync(path.join(folder, "upload"));
    const mine = await send(ours, bytes);
    seconds.baseline.push(theirs);
    seconds.ours.push(mine);
    const figures = [
      theirs.toFixed(2).padStart(10),
      mine.toFixed(2).padStart(6),
      String(memoryOf(web).now).padStart(7),
    ];
    console.log(`${String(round).padEnd(5)}  ${figures.join("  ")}`);
  }
  const after = memoryOf(web);
  console.log(
    `The web process: ${before.now} MiB before, ${after.peak} MiB at most, over ${bytes} bytes each.`,
  );
  console.log(
    JSON.stringify({
      name: "upload",
      ratio: rounded(median(seconds.ours) / median(seconds.baseline), 3),
      baseline: rounded(median(seconds.baseline)),
      ours: rounded(median(seconds.ours)),
      unit: "s",
      rows: bytes,
      peakRssMb: after.peak,
    }),
  );
} finally {
  bare.stop();
  app.process?.kill("SIGTERM");
  await app.ended;
  rmSync(folder, { recursive: true, force: true });
}
