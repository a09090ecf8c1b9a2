import { spawn } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { identityOf } from "../process/identity.mjs";
import { root } from "../process/paths.mjs";

const tether = ["--import", pathToFileURL(join(root, "scripts/process/tether.mjs")).href];
const typescript = ["--conditions=react-server", "--import", "tsx"];
const next = "node_modules/next/dist/bin/next";
const logLimit = 20 * 1024 * 1024;

/** Node's arguments for each program that makes up a running Offpeak. */
export function programs({ dev, host, port, dataDir }) {
  return {
    web: [...tether, next, dev ? "dev" : "start", "-H", host, "-p", String(port)],
    worker: dev
      ? [
          ...tether,
          "node_modules/tsx/dist/cli.mjs",
          "watch",
          "--clear-screen=false",
          "--conditions=react-server",
          "lib/worker/main.ts",
        ]
      : [...tether, ...typescript, "lib/worker/main.ts"],
    sandbox: [
      ...tether,
      ...typescript,
      "lib/sandbox/main.ts",
      "--state-dir",
      join(dataDir, "sandbox"),
      // The worker reads it and keeps connections that lead there.
      "--announce",
      join(dataDir, "sandbox.json"),
    ],
  };
}

/** Arguments that run one TypeScript file outside of Next. */
export const runTypescript = (file, args) => [...typescript, file, ...args];

/** Starts a program whose words go to a log file, or to the terminal. `ended` resolves with its exit code. */
export function startProgram(name, args, { env, logFolder }) {
  const log = logFolder === null ? null : openLog(logFolder, name);
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    windowsHide: true,
    stdio: log === null ? ["ignore", "inherit", "inherit"] : ["ignore", log.descriptor, log.descriptor],
  });
  if (log) closeSync(log.descriptor);
  const ended = new Promise((resolve) => {
    child.once("error", () => resolve(1));
    child.once("exit", (code, signal) => resolve(code ?? signal ?? 1));
  });
  const program = {
    name,
    child,
    ended,
    running: true,
    identity: identityOf(child.pid ?? 0),
    since: Date.now(),
    log: log?.path,
  };
  ended.then(() => {
    program.running = false;
  });
  return program;
}

function openLog(folder, name) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.log`);
  const descriptor = openSync(path, "a", 0o600);
  if (statSync(path).size > logLimit) truncateSync(path);
  return { path, descriptor };
}

/** The last lines of a program's log, for a message about its end. */
export function lastWords(program, count = 12) {
  if (!program.log) return "";
  return readFileSync(program.log, "utf8").trimEnd().split("\n").slice(-count).join("\n");
}

/** Asks to end, waits, and then insists. */
export async function endProgram(program, patienceMs) {
  if (!program?.running) return;
  program.child.kill("SIGTERM");
  const insist = setTimeout(() => program.child.kill("SIGKILL"), patienceMs);
  await program.ended;
  clearTimeout(insist);
}
