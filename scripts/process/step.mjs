import { spawn } from "node:child_process";
import { isDiskFull } from "./refusal.mjs";

/** Says what is going on. On stderr: stdout belongs to the answer. */
export const say = (text) => process.stderr.write(`${text}\n`);

/** Thrown by a step that a signal ended; not a failure. */
export class Stopped extends Error {}

const running = new Set();
let stopped = false;

/** Ends every step under way and lets no further one begin. */
export function stopSteps() {
  stopped = true;
  for (const child of running) child.kill("SIGTERM");
}

export const isStopped = () => stopped;

/**
 * Runs a program to its end, without blocking signals. Its words are kept, and also shown when `show` is set.
 * @returns {Promise<{ code: number, words: string, diskFull: boolean }>}
 */
export function step(command, args, { show = false, stdout = "words", ...options } = {}) {
  if (stopped) throw new Stopped();
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], windowsHide: true, ...options });
    const pieces = [];
    const answer = [];
    running.add(child);
    child.stdout.on("data", (piece) => {
      (stdout === "answer" ? answer : pieces).push(piece);
      if (show) process.stdout.write(piece);
    });
    child.stderr.on("data", (piece) => {
      pieces.push(piece);
      if (show) process.stderr.write(piece);
    });
    child.once("error", (error) => {
      running.delete(child);
      reject(error);
    });
    child.once("close", (code) => {
      running.delete(child);
      if (stopped) return reject(new Stopped());
      const words = Buffer.concat(pieces).toString("utf8");
      resolve({
        code: code ?? 1,
        words,
        answer: Buffer.concat(answer).toString("utf8"),
        diskFull: isDiskFull(words),
      });
    });
  });
}
