import { setTimeout as sleep } from "node:timers/promises";
import { ensureDatabase } from "../database.mjs";
import { identityOf } from "../process/identity.mjs";
import { Refusal } from "../process/refusal.mjs";
import { say } from "../process/step.mjs";
import { forget, writeDown } from "./leftovers.mjs";
import { endProgram, lastWords, startProgram } from "./programs.mjs";

const drainMs = 20_000;
const steadyMs = 60_000;

/**
 * Holds a running Offpeak together: the worker is started again when it dies, the database too; when the web server
 * dies, `failed` rejects with the reason.
 */
export class Supervisor {
  #stopping = false;
  #running = new Map();
  #fail;

  constructor({ dataDir, database, programs, env, logFolder }) {
    Object.assign(this, { dataDir, database, programs, env, logFolder });
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => {}); // whoever waits for it hears it; nobody waiting is no crash
  }

  /** Starts a program once. */
  launch(name) {
    const program = startProgram(name, this.programs[name], { env: this.env, logFolder: this.logFolder });
    this.#running.set(name, program);
    writeDown(this.dataDir, [...this.#running.values()]);
    return program;
  }

  /** The web server must stay; its end is ours. */
  launchWeb() {
    const web = this.launch("web");
    web.ended.then((code) => {
      if (this.#stopping) return;
      const words = lastWords(web);
      if (words) say(words);
      this.#fail(
        new Refusal(
          `The web server ended by itself (${code}). ${web.log ? `Its log: ${web.log}. ` : ""}Start again with npm start.`,
        ),
      );
    });
    return web;
  }

  /** Keeps a program alive, with growing pauses while it keeps dying. */
  async keep(name) {
    let pauseMs = 1000;
    while (!this.#stopping) {
      const program = this.launch(name);
      const code = await program.ended;
      if (this.#stopping) return;
      if (Date.now() - program.since > steadyMs) pauseMs = 1000;
      say(
        `The ${name} ended (${code}) and is started again in ${pauseMs / 1000} s.${program.log ? ` Its log: ${program.log}` : ""}`,
      );
      await sleep(pauseMs, undefined, { ref: false });
      pauseMs = Math.min(pauseMs * 2, 30_000);
    }
  }

  /** Notices when our Postgres was killed and starts it again, on the same port so that nobody need be told. */
  async guardDatabase() {
    while (!this.#stopping && !this.database.external) {
      await sleep(1000, undefined, { ref: false });
      if (this.#stopping || identityOf(this.database.pid) !== null) continue;
      say("The database ended and is started again.");
      try {
        const before = this.database.url;
        this.database = await ensureDatabase({ dataDir: this.dataDir });
        if (this.database.url !== before)
          this.#fail(new Refusal("The database had to move to another port. Start again with npm start."));
      } catch (error) {
        this.#fail(error);
      }
    }
  }

  /** Ends everything, the database last. */
  async stop() {
    this.#stopping = true;
    await Promise.all([...this.#running.values()].map((program) => endProgram(program, drainMs)));
    forget(this.dataDir);
    await this.database.stop();
  }

  /** A second Ctrl-C: no more waiting. */
  insist() {
    for (const program of this.#running.values()) program.child.kill("SIGKILL");
  }
}
