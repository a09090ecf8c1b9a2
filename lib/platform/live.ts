import pg from "pg";
import { env } from "./env";
import { log } from "./log";

/** `null`: something may have been missed, so look at everything. */
export type Heard = (payload: string | null) => void;

export type Live = {
  /** Hears every word on the channel until the returned function is called. */
  listen(channel: string, heard: Heard): () => void;
  close(): Promise<void>;
};

const LONGEST_WAIT_MS = 30_000;

/**
 * One connection of its own that hears what transactions announce (LISTEN), opened with the first who listens. It comes
 * back by itself; whoever listens is then told that something may have been missed.
 */
export function openLive(connectionString: string): Live {
  const listeners = new Map<string, Set<Heard>>();
  let client: pg.Client | null = null;
  let isClosed = false;
  let tries = 0;
  let timer: NodeJS.Timeout | null = null;

  const tellAll = () => {
    for (const set of listeners.values()) for (const heard of set) heard(null);
  };
  const isWanted = () => !isClosed && listeners.size > 0;

  async function connect(): Promise<void> {
    timer = null;
    const opened = new pg.Client({ connectionString, keepAlive: true });
    client = opened;
    opened.on("notification", ({ channel, payload }) => {
      for (const heard of listeners.get(channel) ?? []) heard(payload ?? "");
    });
    opened.on("error", () => lose(opened));
    opened.on("end", () => lose(opened));
    try {
      await opened.connect();
      for (const channel of listeners.keys())
        await opened.query(`listen ${opened.escapeIdentifier(channel)}`);
      if (tries > 0) tellAll();
      tries = 0;
    } catch {
      lose(opened);
    }
  }

  function lose(lost: pg.Client): void {
    if (client !== lost) return;
    client = null;
    void lost.end().catch(() => {});
    if (!isWanted()) return;
    tries += 1;
    if (tries === 1) log.warn("live.lost");
    timer = setTimeout(connect, Math.min(250 * 2 ** tries, LONGEST_WAIT_MS));
    timer.unref();
  }

  return {
    listen(channel, heard) {
      const known = listeners.get(channel);
      const set = known ?? new Set<Heard>();
      listeners.set(channel, set.add(heard));
      if (!client && !timer) void connect();
      else if (!known && client)
        void client.query(`listen ${client.escapeIdentifier(channel)}`).catch(() => {});
      return () => {
        set.delete(heard);
      };
    },
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      const open = client;
      client = null;
      await open?.end().catch(() => {});
    },
  };
}

const shared = globalThis as { offpeakLive?: Live };

/** The process's own listener, however many pages are open. */
export function live(): Live {
  shared.offpeakLive ??= openLive(env().DATABASE_URL);
  return shared.offpeakLive;
}
