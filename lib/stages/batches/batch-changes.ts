import { ownerScope } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { Live } from "@/lib/platform/live";
import { loadVisible } from "./store/batches";
import { CHANNEL } from "./store/events";

/** Which batches changed; null: something may have been missed, so read again what is shown. */
export type BatchChange = { batchIds: string[] | null };

const GATHER_MS = 250;

/**
 * What changes among the batches that this person may see, gathered for a quarter of a second, until the signal is
 * aborted; first of all that something may have been missed. Ids alone: whoever shows them reads them again.
 */
export async function* batchChanges(
  ctx: Context,
  { live, signal }: { live: Live; signal: AbortSignal },
): AsyncGenerator<BatchChange> {
  const owner = ownerScope(ctx.actor, "batches.read");
  const prefix = `${ctx.organisation.id} `;
  // Between the drawing of a page and its first word here something may have changed already.
  let waiting: Set<string> | null = null;
  let wake: () => void = () => {};
  const leave = live.listen(CHANNEL, (payload) => {
    if (payload === null) waiting = null;
    else if (payload.startsWith(prefix)) waiting?.add(payload.slice(prefix.length));
    else return;
    wake();
  });
  try {
    while (!signal.aborted) {
      if (waiting !== null && waiting.size === 0)
        await untilWoken(signal, (resolve) => {
          wake = resolve;
        });
      else await pause(GATHER_MS, signal);
      if (signal.aborted) return;
      if (waiting !== null && waiting.size === 0) continue;
      const changed: Set<string> | null = waiting;
      waiting = new Set();
      const batchIds = changed && (await loadVisible(ctx, [...changed], owner));
      if (batchIds === null || batchIds.length > 0) yield { batchIds };
    }
  } finally {
    leave();
  }
}

function untilWoken(signal: AbortSignal, hand: (resolve: () => void) => void): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      signal.removeEventListener("abort", done);
      resolve();
    };
    signal.addEventListener("abort", done);
    hand(done);
  });
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done);
  });
}
