import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream, type WriteStream } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { runTypescript } from "@/scripts/app/programs.mjs";

// It ends by itself when we are killed.
const TETHER = ["--import", pathToFileURL(path.resolve("scripts/process/tether.mjs")).href];

/** A worker as it runs in production, in a process of its own. */
export class Worker {
  private readonly child: ChildProcess;
  private readonly ended: Promise<void>;
  /** What it said last, for whoever has to find out why. */
  readonly words: string[] = [];
  readonly started: Promise<void>;

  constructor(log: WriteStream) {
    this.child = spawn(process.execPath, [...TETHER, ...runTypescript("lib/worker/main.ts", [])], {
      stdio: ["ignore", "ignore", "pipe"],
      windowsHide: true,
    });
    this.ended = new Promise((resolve) => this.child.once("exit", () => resolve()));
    const { stderr } = this.child;
    this.started = new Promise((resolve) => {
      stderr?.on("data", (bytes: Buffer) => {
        log.write(bytes);
        this.words.push(bytes.toString());
        if (this.words.length > 40) this.words.shift();
        if (bytes.includes('"worker.started"')) resolve();
      });
      // One that dies before is started as far as it ever will be.
      void this.ended.then(resolve);
    });
  }

  get isAlive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  async kill(): Promise<void> {
    this.child.kill("SIGKILL");
    await this.ended;
  }

  async stop(): Promise<void> {
    this.child.kill("SIGTERM");
    await this.ended;
  }
}

export function openLog(dataDir: string): WriteStream {
  return createWriteStream(path.join(dataDir, "worker.log"));
}
