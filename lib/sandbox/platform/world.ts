import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Agenda, createAgenda } from "./agenda";
import { type Anchor, type Clock, createClock } from "./clock";
import { type Collection, createCollection } from "./collection";
import { createFaults, type Fault, type Faults } from "./faults";
import { openJournal, readJournal } from "./journal";
import { mergeSettings, Settings } from "./settings";

/** What the simulators share: time, chance, memory and the switches. */
export type World = {
  seed: string;
  dir: string;
  clock: Clock;
  agenda: Agenda;
  faults: Faults;
  settings(): Settings;
  changeSettings(change: unknown): Settings;
  resetSettings(): void;
  collection<T extends { id: string }>(name: string): Collection<T>;
  nextId(prefix: string, digits?: number): string;
  path(kind: "files" | "spool" | "ledger" | "incoming", name: string): string;
  /** Steps that threw; a test looks here. */
  failures: string[];
  keepClock(): Promise<void>;
  close(): Promise<void>;
};

export type WorldOptions = {
  dir: string;
  seed: string;
  speed?: number;
  startAt?: number;
  settings?: unknown;
};

export async function openWorld(options: WorldOptions): Promise<World> {
  for (const kind of ["files", "spool", "ledger", "incoming"])
    mkdirSync(join(options.dir, kind), { recursive: true });
  const journalPath = join(options.dir, "journal.jsonl");
  const saved = await readJournal(journalPath);
  const journal = await openJournal(journalPath, saved);
  const collection = <T extends { id: string }>(name: string) => createCollection<T>(name, journal, saved);

  const meta = collection<{ id: string; value: unknown }>("meta");
  const seed = kept<string>(meta.get("seed")?.value) ?? options.seed;
  const clock = createClock(
    kept<Anchor>(meta.get("clock")?.value) ?? {
      real: Date.now(),
      virtual: options.startAt ?? Date.now(),
      speed: 1,
    },
  );
  if (options.speed !== undefined) clock.setSpeed(options.speed);
  let settings = Settings.parse(mergeSettings(meta.get("settings")?.value ?? {}, options.settings ?? {}));
  let counter = kept<number>(meta.get("counter")?.value) ?? 0;
  const failures: string[] = [];

  const nextId = (prefix: string, digits = 24) => {
    counter += 1;
    void meta.put({ id: "counter", value: counter });
    return prefix + createHash("sha256").update(`${seed}:${counter}`).digest("hex").slice(0, digits);
  };
  const keepClock = () => meta.put({ id: "clock", value: clock.anchor() });
  const setSettings = (next: Settings) => {
    settings = next;
    void meta.put({ id: "settings", value: settings });
    return settings;
  };

  void meta.put({ id: "seed", value: seed });
  await keepClock();
  return {
    seed,
    dir: options.dir,
    clock,
    agenda: createAgenda(clock, (key, error) => void failures.push(`${key}: ${messageOf(error)}`)),
    faults: createFaults({
      seed,
      now: clock.now,
      nextId: () => nextId("fault_", 8),
      switches: collection<Fault>("faults"),
      totals: collection<{ id: string; fired: number }>("fault-totals"),
    }),
    settings: () => settings,
    changeSettings: (change) => setSettings(Settings.parse(mergeSettings(settings, change))),
    resetSettings: () => void setSettings(Settings.parse(options.settings ?? {})),
    collection,
    nextId,
    path: (kind, name) => join(options.dir, kind, name),
    failures,
    keepClock,
    close: () => journal.close(),
  };
}

/** What an earlier run of this file wrote under that name has the type it was written with. */
function kept<T>(value: unknown): T | undefined {
  return value as T | undefined;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
