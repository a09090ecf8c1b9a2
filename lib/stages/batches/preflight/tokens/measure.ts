import { log } from "@/lib/platform/log";
import type { Measured } from "../../model/preflight/estimating/estimate";
import { type Encoding, encodingOf } from "../../model/preflight/estimating/tokenizers";
import { TokenCounter } from "./counter";
import type { Sample } from "./sampler";

const AT_ONCE = 32;
const IDLE_MS = 20_000;

/** One counter of an encoding stays awake for a while: uploads come in groups, and its start is most of the work. */
const awake = new Map<Encoding, { counter: TokenCounter; sleep: NodeJS.Timeout }>();

export function counterOf(encoding: Encoding): TokenCounter {
  const known = awake.get(encoding);
  if (known) clearTimeout(known.sleep);
  const counter = known && !known.counter.hasFailed ? known.counter : new TokenCounter(encoding);
  const sleep = setTimeout(() => {
    awake.delete(encoding);
    counter.close();
  }, IDLE_MS);
  sleep.unref();
  awake.set(encoding, { counter, sleep });
  return counter;
}

/** Counts pieces of text beside the scan that takes them. What cannot be counted is estimated. */
export class Measurer {
  private readonly waiting = new Map<Encoding | null, Sample[]>();
  private readonly counting: Promise<Measured[]>[] = [];

  constructor(private readonly provider: string) {}

  take(sample: Sample): void {
    const encoding = encodingOf(this.provider, sample.group.model);
    const waiting = this.waiting.get(encoding) ?? [];
    waiting.push(sample);
    this.waiting.set(encoding, waiting);
    // The first goes at once, so that its counter starts while the others are looked for.
    if (waiting.length >= AT_ONCE || this.counting.length === 0) this.flush(encoding);
  }

  async finish(): Promise<Measured[]> {
    for (const encoding of this.waiting.keys()) this.flush(encoding);
    return (await Promise.all(this.counting)).flat();
  }

  private flush(encoding: Encoding | null): void {
    const samples = this.waiting.get(encoding) ?? [];
    this.waiting.set(encoding, []);
    if (samples.length > 0) this.counting.push(measure(encoding, samples));
  }
}

async function measure(encoding: Encoding | null, samples: readonly Sample[]): Promise<Measured[]> {
  const counts = encoding ? await count(encoding, samples) : [];
  return samples.map(({ group, text, wide, weight }, place) => ({
    ...{ group, wide, weight, characters: text.length },
    tokens: counts[place] ?? null,
  }));
}

async function count(encoding: Encoding, samples: readonly Sample[]): Promise<number[]> {
  try {
    return await counterOf(encoding).count(samples.map(({ text }) => [text]));
  } catch (error) {
    log.error("batches.sample", error, { encoding });
    return [];
  }
}
