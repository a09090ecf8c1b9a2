import { shareOf } from "@/lib/sandbox/platform/chance";

export const PROVIDERS = ["openai", "anthropic", "bedrock", "vertex"] as const;
export type Provider = (typeof PROVIDERS)[number];

/** Where in the life of a batch the worker dies. */
export const WINDOWS = ["beforeCreate", "acceptedUnrecorded", "downloading", "settling"] as const;
export type Window = (typeof WINDOWS)[number];

/** What one round does; all of it follows from the seed. */
export type Round = {
  number: number;
  provider: Provider;
  window: Window;
  /** Vertex keeps its rows in a bucket or in a data set. */
  store: "bucket" | "dataset";
  /** Requests of each of the batches that are under way together. */
  sizes: number[];
  /** A number from 0 to 1 for whatever is left to chance. */
  roll(name: string): number;
  /** Seconds after the next worker has started, at which it dies too; null: it lives. */
  again: number | null;
};

/** A campaign this long must have hit each window so often; a short one once. */
const LONG = 100;
const HITS = 10;
const AGAIN_SHARE = 0.3;
const AGAIN_SECONDS = 5;
/** The fewest records that a job of Bedrock has here. */
const FEWEST = 10;

export function planRounds(seed: string, count: number, providers: readonly Provider[]): Round[] {
  return Array.from({ length: count }, (_, at) => {
    const number = at + 1;
    const roll = (name: string) => shareOf(seed, `${number}:${name}`);
    const size = FEWEST + Math.floor(roll("size") * 15);
    // Two of one size cannot be told apart by their counts.
    const isTwin = roll("twin") < 0.5;
    return {
      ...{ number, roll, sizes: [size, isTwin ? size : size + 3] },
      ...pairOf(at, providers),
      store: roll("store") < 0.5 ? "bucket" : "dataset",
      again: count >= LONG / 2 && roll("again") < AGAIN_SHARE ? roll("again-at") * AGAIN_SECONDS : null,
    };
  });
}

/** Every window at every provider in turn; four rounds see every window and every provider. */
function pairOf(at: number, providers: readonly Provider[]): Pick<Round, "provider" | "window"> {
  const provider = providers[at % providers.length] ?? PROVIDERS[0];
  const shift = Math.floor(at / WINDOWS.length);
  return { provider, window: WINDOWS[(at + shift) % WINDOWS.length] ?? WINDOWS[0] };
}

/** How often each window has to be hit for the campaign to have said anything. */
export function wantedHits(rounds: number): number {
  if (rounds >= LONG) return HITS;
  return rounds >= WINDOWS.length ? 1 : 0;
}
