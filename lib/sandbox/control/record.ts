import { Readable } from "node:stream";
import type { BatchSummary, Play } from "@/lib/sandbox/http/play";
import type { World } from "@/lib/sandbox/platform/world";
import type { SyncLog } from "@/lib/sandbox/work/sync-log";

type Source = { world: World; plays: Play[]; log: SyncLog };
type Wanted = { provider: string | null; lines: boolean };

/** Everything that was accepted and what it cost, as one JSON text; streamed, since a campaign fills millions of lines. */
export function streamRecord({ world, plays, log }: Source, wanted: Wanted): Readable {
  async function* batchText(play: Play, batch: BatchSummary) {
    yield JSON.stringify(batch).slice(0, -1);
    if (wanted.lines) {
      yield ',"lines":[';
      let isFirst = true;
      for await (const line of play.ledger(batch.id)) {
        yield isFirst ? line : `,${line}`;
        isFirst = false;
      }
      yield "]";
    }
    yield "}";
  }

  async function* text() {
    const head = {
      seed: world.seed,
      now: new Date(world.clock.now()).toISOString(),
      failures: world.failures,
    };
    yield `${JSON.stringify(head).slice(0, -1)},"faults":${JSON.stringify(world.faults.totals())},"batches":[`;
    let isFirst = true;
    const wantedPlays = plays.filter((play) => !wanted.provider || wanted.provider === play.provider);
    for (const play of wantedPlays) {
      for (const batch of play.batches()) {
        if (!isFirst) yield ",";
        yield* batchText(play, batch);
        isFirst = false;
      }
    }
    const sync = wantedPlays.flatMap((play) => log.of(play.provider));
    yield `],"sync":${JSON.stringify(sync)}`;
    for (const play of wantedPlays) yield `,"${play.provider}":${JSON.stringify(play.more())}`;
    yield "}";
  }
  return Readable.from(text());
}
