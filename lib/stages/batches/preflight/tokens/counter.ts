import { type ChildProcess, fork } from "node:child_process";
import type { Encoding } from "../../model/preflight/estimating/tokenizers";

type Answer = { id: number; counts: number[] };
type Waiting = { resolve(counts: number[]): void; reject(error: Error): void };

/** Megabytes of its own that it may use; the tables take about 70. */
const MOST_MEGABYTES = 300;

/** Counts tokens of one encoding, in a process of its own. What it cannot count fails; the next may be asked anew. */
export class TokenCounter {
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private failure: Error | null = null;

  constructor(encoding: Encoding) {
    this.child = fork(new URL("./count-tokens.mjs", import.meta.url), [encoding], {
      execArgv: [`--max-old-space-size=${MOST_MEGABYTES}`],
      env: { NODE_ENV: "production" }, // it needs no secret of ours
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.child.unref();
    this.rest();
    this.child.on("message", (answer: Answer) => {
      this.waiting.get(answer.id)?.resolve(answer.counts);
      this.waiting.delete(answer.id);
      this.rest();
    });
    this.child.on("error", (error) => this.fail(error));
    this.child.on("exit", () => this.fail(new Error("the process that counts tokens ended")));
  }

  get hasFailed(): boolean {
    return this.failure !== null;
  }

  /** Each item is the texts of one line; the answer has one number for each. */
  count(items: string[][]): Promise<number[]> {
    if (this.failure) return Promise.reject(this.failure);
    this.last += 1;
    const id = this.last;
    return new Promise<number[]>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.child.channel?.ref();
      this.child.send({ id, items }, (error) => error && this.fail(error));
    });
  }

  close(): void {
    this.failure ??= new Error("the counter was closed");
    this.child.removeAllListeners("exit");
    this.child.kill("SIGKILL");
    this.fail(this.failure);
  }

  /** Nobody has to stay awake for a counter that has nothing to do. */
  private rest(): void {
    if (this.waiting.size === 0) this.child.channel?.unref();
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
    this.rest();
  }
}
