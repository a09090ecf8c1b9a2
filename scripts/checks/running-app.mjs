import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { identityOf, isAlive } from "../process/identity.mjs";
import { root } from "../process/paths.mjs";

/** An Offpeak started with the real commands, for tests of those commands. */
export class RunningApp {
  constructor({ dataDir, port, env = {} }) {
    this.dataDir = dataDir;
    this.port = port;
    const { DATABASE_URL: _, OFFPEAK_URL: __, npm_lifecycle_event: ___, ...given } = process.env;
    this.env = { ...given, OFFPEAK_DATA_DIR: dataDir, PORT: String(port), HOST: "127.0.0.1", ...env };
  }

  /** Starts by `node scripts/start.mjs`, or by npm, in a process group of its own. */
  launch(command = [process.execPath, "scripts/start.mjs"]) {
    this.words = "";
    const [program, ...args] = command;
    this.process = spawn(program, args, {
      cwd: root,
      env: this.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on("data", (piece) => {
        this.words += piece;
      });
    }
    this.ended = new Promise((resolve) => {
      this.process.once("exit", (code, signal) => resolve(code ?? signal));
    });
    return this;
  }

  /** Waits until it says how to stop it, which is the last it says. */
  async ready(patienceMs = 180_000) {
    const said = () => this.words.includes("Ctrl-C stops it.");
    let end = null;
    this.ended.then((code) => {
      end = code;
    });
    await until(
      () => said() || end !== null,
      patienceMs,
      () => this.words,
    );
    if (!said()) throw new Error(`It ended with ${end}: ${this.words}`);
    return this;
  }

  async health() {
    try {
      const answer = await fetch(`http://127.0.0.1:${this.port}/api/v1/health`, {
        signal: AbortSignal.timeout(5000),
      });
      return await answer.json();
    } catch {
      return { status: "gone" };
    }
  }

  healthy(patienceMs = 60_000) {
    return until(
      async () => (await this.health()).status === "ok",
      patienceMs,
      () => this.words,
    );
  }

  /** Identities of the web server and the worker. */
  programs() {
    return JSON.parse(readFileSync(join(this.dataDir, "programs.json"), "utf8"));
  }

  /** Identity of the database server; null when none runs. */
  postgres() {
    try {
      const [pid] = readFileSync(join(this.dataDir, "postgres/postmaster.pid"), "utf8").split("\n");
      return identityOf(Number(pid));
    } catch {
      return null;
    }
  }

  /** Runs the command line beside it. */
  offpeak(...args) {
    const run = spawnSync(process.execPath, ["scripts/run.mjs", "lib/cli/main.ts", ...args], {
      cwd: root,
      env: this.env,
      encoding: "utf8",
    });
    if (run.status !== 0) throw new Error(`offpeak ${args.join(" ")}: ${run.stderr}`);
    return run.stdout.trim();
  }

  /** A start that is expected to be refused: its exit code and what it said. */
  async refusal(patienceMs = 60_000) {
    this.launch();
    const late = sleep(patienceMs, "late", { ref: false });
    const code = await Promise.race([this.ended, late]);
    if (code === "late") this.process.kill("SIGTERM");
    return { code, words: this.words.trim() };
  }
}

export const pidOf = (identity) => Number.parseInt(identity, 10);

export const gone = (identities, patienceMs = 30_000) =>
  until(
    () => !identities.some((one) => isAlive(one)),
    patienceMs,
    () => identities.join(" "),
  );

export async function until(claim, patienceMs, explain = () => "") {
  const end = Date.now() + patienceMs;
  while (!(await claim())) {
    if (Date.now() > end) throw new Error(`Waited ${patienceMs / 1000} s in vain for ${claim}\n${explain()}`);
    await sleep(50);
  }
}
