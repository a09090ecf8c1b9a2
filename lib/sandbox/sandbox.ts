import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAnthropic } from "./anthropic/play";
import { createBedrock } from "./bedrock/play";
import type { Play } from "./http/play";
import { createTraffic, type Traffic } from "./http/traffic";
import { createOpenai } from "./openai/play";
import { openWorld, type World } from "./platform/world";
import { createVertex } from "./vertex/play";
import { createSyncLog, type SyncLog } from "./work/sync-log";

/** The simulators without their servers. */
export type Sandbox = {
  world: World;
  plays: Play[];
  log: SyncLog;
  traffic: Traffic;
  /** Moves virtual time on and waits until all that falls into it has happened. */
  advance(seconds: number): Promise<void>;
  recordTraffic(dir: string | null): Promise<void>;
  /** Forgets batches, files, calls, faults and changed settings; time and the seed stay. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

export type SandboxOptions = {
  /** Where state is kept. Without one it lives in a temporary folder and goes with the process. */
  stateDir?: string;
  /** Virtual seconds a real second; 0 stands still until told to advance. */
  speed?: number;
  seed?: string;
  /** Virtual time to begin with. */
  startAt?: Date;
  /** Any part of the settings. */
  settings?: unknown;
  /** Writes request and response pairs here, as JSON lines. */
  recordTraffic?: string;
};

export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const dir = options.stateDir ?? mkdtempSync(join(tmpdir(), "offpeak-sandbox-"));
  const world = await openWorld({
    dir,
    seed: options.seed ?? randomBytes(6).toString("hex"),
    settings: options.settings,
    ...(options.speed !== undefined && { speed: options.speed }),
    ...(options.startAt && { startAt: options.startAt.getTime() }),
  });
  const log = createSyncLog(world);
  const plays = [createOpenai, createAnthropic, createBedrock, createVertex].map((create) =>
    create(world, log),
  );
  const traffic = createTraffic();
  await traffic.recordInto(options.recordTraffic ?? null);
  // Half of an upload or of a result file is what a crash leaves behind.
  empty(world, "incoming");
  for (const play of plays) play.resume();

  return {
    world,
    plays,
    log,
    traffic,
    async advance(seconds) {
      world.clock.advance(seconds * 1000);
      world.agenda.clockMoved();
      await world.keepClock();
      await world.agenda.settle();
    },
    recordTraffic: (to) => traffic.recordInto(to),
    async reset() {
      world.agenda.clear();
      await world.agenda.settle();
      for (const play of plays) await play.clear();
      log.clear();
      world.faults.reset();
      world.resetSettings();
      world.failures.length = 0;
      for (const kind of ["spool", "ledger", "incoming", "files"] as const) empty(world, kind);
    },
    async close() {
      await world.agenda.stop();
      await world.keepClock();
      await world.close();
      if (!options.stateDir) rmSync(dir, { recursive: true, force: true });
    },
  };
}

function empty(world: World, kind: "spool" | "ledger" | "incoming" | "files") {
  for (const name of readdirSync(world.path(kind, ""))) rmSync(world.path(kind, name), { force: true });
}
