import { log } from "@/lib/platform/log";
import { lookAtDue, type Turn } from "@/lib/stages/batches/monitoring/look-at-due";
import type { Round, Tender } from "@/lib/stages/batches/tending/tender";
import { workDue } from "@/lib/stages/batches/tending/work-due";
import { findOrganisationById } from "@/lib/stages/people/find-organisation";
import type { Offpeak } from "./join";

/** Looks of one worker at a time; results and files, which are large, a few. */
const LOOKS = 10;
const SET = 100;
const IDLE_MS = 1000;
/** What is still under way after this long is broken off: it is taken up again by another worker. */
const PATIENCE_MS = 15_000;

export type Tending = { stop(): Promise<void> };

/**
 * Sends, watches and settles batches until stopped, beside whatever other workers do the same. Several small loops:
 * while one claims or writes, the looks of another go on.
 */
export function tendBatches(offpeak: Offpeak): Tending {
  const tender = tenderOf(offpeak);
  const leaving = new AbortController();
  const breakingOff = new AbortController();
  const turn = turnsOf(LOOKS);
  const round = (limit: number): Round => ({ limit, signal: breakingOff.signal });
  const { pollSeconds } = tender.door.installation;
  const idleMs = pollSeconds === null ? IDLE_MS : Math.min(IDLE_MS, Math.max(20, pollSeconds * 500));
  const loop = (name: string, work: () => Promise<number>) =>
    keepWorking({ name, work, idleMs, leaving: leaving.signal });
  const loops = [
    loop("look", () => lookAtDue(tender, { ...round(SET), turn })),
    loop("look", () => lookAtDue(tender, { ...round(SET), turn })),
    loop("submit", () => workDue(tender, "submit", round(1))),
    loop("submit", () => workDue(tender, "submit", round(1))),
    loop("search", () => workDue(tender, "search", round(5))),
    loop("settle", () => workDue(tender, "settle", round(1))),
    loop("settle", () => workDue(tender, "settle", round(1))),
  ];
  return {
    async stop() {
      leaving.abort();
      const insist = setTimeout(() => breakingOff.abort(), PATIENCE_MS);
      await Promise.all(loops);
      clearTimeout(insist);
    },
  };
}

type Loop = { name: string; work(): Promise<number>; idleMs: number; leaving: AbortSignal };

async function keepWorking({ name, work, idleMs, leaving }: Loop): Promise<void> {
  while (!leaving.aborted) {
    const done = await work().catch((error: unknown) => {
      log.error(`batches.${name}`, error);
      return 0;
    });
    if (done === 0) await pause(idleMs, leaving);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
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

/** At most so many at a time; who comes later waits in a row. */
function turnsOf(most: number): Turn {
  let free = most;
  const row: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => row.push(resolve));
    try {
      return await work();
    } finally {
      const next = row.shift();
      if (next) next();
      else free += 1;
    }
  };
}

function tenderOf({ door, contextOf, installation }: Offpeak): Tender {
  return {
    door: { ...door, installation },
    async contextOf(organisationId) {
      const organisation = await findOrganisationById(door, organisationId);
      return organisation && contextOf(organisation);
    },
  };
}
