import type { Clock } from "./clock";
import { createHeap } from "./heap";

type Step = (at: number) => void | Promise<void>;

/** What is going to happen, and when, in virtual time. One step at a time, in order of time: the same seed gives the same run. */
export type Agenda = {
  /** Replaces whatever was planned under this key. */
  plan(key: string, at: number, step: Step): void;
  drop(key: string): void;
  /** Work that must not hold the others up, such as a webhook on its way. */
  aside(work: Promise<void>): void;
  /** Runs everything that is due and waits for it, also for what becomes due meanwhile. */
  settle(): Promise<void>;
  /** Call after the clock was moved. */
  clockMoved(): void;
  clear(): void;
  stop(): Promise<void>;
};

const longestTimer = 2 ** 31 - 1;

export function createAgenda(clock: Clock, onFailure: (key: string, error: unknown) => void): Agenda {
  const planned = new Map<string, { at: number; turn: number; step: Step }>();
  const heap = createHeap<{ at: number; turn: number; key: string }>(
    (a, b) => a.at - b.at || a.turn - b.turn,
  );
  const asides = createAsides((error) => onFailure("aside", error));
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | null = null;
  let turns = 0;
  let stopped = false;

  function nextDue() {
    for (let top = heap.peek(); top; top = heap.peek()) {
      if (planned.get(top.key)?.turn === top.turn) return top;
      heap.pop();
    }
    return undefined;
  }

  async function runDue() {
    for (let top = nextDue(); top && !stopped && top.at <= clock.now(); top = nextDue()) {
      heap.pop();
      const entry = planned.get(top.key);
      planned.delete(top.key);
      try {
        await entry?.step(top.at);
      } catch (error) {
        onFailure(top.key, error);
      }
    }
  }

  function start(): Promise<void> {
    running ??= runDue().finally(() => {
      running = null;
      arm();
    });
    return running;
  }

  function arm() {
    clearTimeout(timer);
    const top = stopped || running ? undefined : nextDue();
    const delay = top ? clock.realDelayUntil(top.at) : null;
    if (delay !== null) timer = setTimeout(() => void start(), Math.min(delay, longestTimer)).unref();
  }

  return {
    plan(key, at, step) {
      turns += 1;
      planned.set(key, { at, turn: turns, step });
      heap.push({ at, turn: turns, key });
      arm();
    },
    drop(key) {
      planned.delete(key);
    },
    aside: asides.add,
    async settle() {
      for (;;) {
        await start();
        await asides.settle();
        const top = nextDue();
        if (stopped || (asides.isEmpty() && (!top || top.at > clock.now()))) return;
      }
    },
    clockMoved: arm,
    clear() {
      planned.clear();
      arm();
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
      await asides.settle();
    },
  };
}

function createAsides(onFailure: (error: unknown) => void) {
  const works = new Set<Promise<void>>();
  return {
    add(work: Promise<void>) {
      const kept = work.catch(onFailure).finally(() => works.delete(kept));
      works.add(kept);
    },
    settle: () => Promise.all(works),
    isEmpty: () => works.size === 0,
  };
}
