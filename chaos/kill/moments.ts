import { blocked } from "./locks";
import type { Round, Window } from "./plan";
import type { Placed, Stand } from "./stand";
import { until } from "./until";

// A moment is made from outside: a simulator stands still in the middle of an answer, or the database does. The worker is
// the real one, and knows nothing of it.

/** What is sent before the create, and what results come by. */
function operationsOf({ provider, store }: Round): { before: string[]; results: string; isFile: boolean } {
  switch (provider) {
    case "openai":
      return { before: ["files.create"], results: "files.content", isFile: true };
    case "anthropic":
      return { before: [], results: "batches.results", isFile: true };
    case "bedrock":
      return { before: ["objects.put"], results: "objects.get", isFile: true };
    case "vertex":
      return store === "bucket"
        ? { before: ["uploads.begin", "uploads.proceed"], results: "objects.content", isFile: true }
        : { before: ["jobs.upload"], results: "tabledata.list", isFile: false };
    default:
      return provider satisfies never;
  }
}

/** Reached: now the worker may die. `leave` lets everything go on again. */
export type Moment = { reached(placed: readonly Placed[]): Promise<void>; leave(): Promise<void> };

/** Sets the trap for a round, before its batches are handed in. */
export function awaitMoment(stand: Stand, round: Round): Promise<Moment> {
  return TRAPS[round.window](stand, round);
}

const TRAPS: Record<Window, (stand: Stand, round: Round) => Promise<Moment>> = {
  beforeCreate(stand, round) {
    const { before } = operationsOf(round);
    const places = [
      { name: "hold-before-accept", operation: "batches.create" },
      ...before.map((operation) => ({ name: "hold-before-accept", operation })),
      ...before.map((operation) => ({ name: "hold-after-accept", operation })),
    ];
    return held(stand, round, chosen(round, places));
  },
  async acceptedUnrecorded(stand, round) {
    const answered = await held(stand, round, { name: "hold-after-accept", operation: "batches.create" });
    // Either the answer is still on its way, or it is being written down.
    return round.roll("how") < 0.5 ? answered : blocked(stand, answered, "recording");
  },
  downloading: (stand, round) => held(stand, round, downloadOf(round, round.roll("share"))),
  async settling(stand, round) {
    const read = await held(stand, round, downloadOf(round, 0.9));
    return blocked(stand, read, chosen(round, ["lease", "outcomes", "counts", "end"]));
  },
};

function downloadOf(round: Round, share: number) {
  const { results, isFile } = operationsOf(round);
  return isFile
    ? { name: "hold-download", operation: results, share }
    : { name: "hold-after-accept", operation: results };
}

function chosen<T>(round: Round, list: readonly T[]): T {
  const one = list[Math.floor(round.roll("place") * list.length)];
  if (one === undefined) throw new Error("there is nothing to choose from");
  return one;
}

type Hold = { name: string; operation: string; share?: number };

async function held({ control }: Stand, { provider }: Round, hold: Hold): Promise<Moment> {
  const id = await control.arm({ provider, ...hold });
  return {
    async reached() {
      await until(`${hold.name} on ${hold.operation}`, () => control.hasFired(id));
    },
    async leave() {
      await control.release(id);
    },
  };
}
