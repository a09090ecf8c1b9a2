import { setTimeout as delay } from "node:timers/promises";

const LOOK_MS = 25;
/** For what comes at last on any machine: it ends what hangs, and measures nothing. */
const PATIENCE_MS = 300_000;

export class InVain extends Error {}

/** Looks until something is there. */
export async function until<T>(
  what: string,
  look: () => Promise<T | null | undefined | false>,
  patienceMs = PATIENCE_MS,
): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const found = await look();
    if (found) return found;
    if (performance.now() > end) throw new InVain(`Waited ${patienceMs / 1000} s in vain for ${what}.`);
    await delay(LOOK_MS);
  }
}
