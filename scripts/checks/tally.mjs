import { step } from "../process/step.mjs";

/** @typedef {{ passed: number, failed: number, skipped?: number, words?: string }} Tally */

const node = process.execPath;

/** Runs one of our tools with Node, its words kept for the case that it fails. */
export const tool = (script, args, options = {}) =>
  step(node, [script, ...args], { cwd: process.cwd(), ...options });

/** A check that is one yes or no. */
export function verdict({ code, words, answer = "" }) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, words: `${answer}${words}`.trim() };
}

/** Runs checks one after the other, says how each went, and adds them up. A check that throws has failed once. */
export async function runChecks(checks) {
  const total = { passed: 0, failed: 0 };
  for (const [name, check] of checks) {
    const began = Date.now();
    const tally = await check().catch((error) => ({
      passed: 0,
      failed: 1,
      words: error.stack ?? String(error),
    }));
    total.passed += tally.passed;
    total.failed += tally.failed;
    if (tally.failed > 0 && tally.words) console.log(tally.words);
    const skipped = tally.skipped ? `, ${tally.skipped} skipped` : "";
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    console.log(
      `${tally.failed === 0 ? "✓" : "✗"} ${name}: ${tally.passed} passed, ${tally.failed} failed${skipped} (${seconds} s)`,
    );
  }
  return total;
}

/** The last line of npm test; the exit code follows from it. */
export function conclude({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}
