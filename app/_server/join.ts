import "server-only";
import path from "node:path";
import type { Actor } from "@/lib/core/access";
import type { Context, Organisation } from "@/lib/platform/context";
import { database } from "@/lib/platform/db";
import { env } from "@/lib/platform/env";
import { openFileStore } from "@/lib/platform/files";
import { openQueue, type Queue } from "@/lib/platform/queue";
import type { Doorstep } from "@/lib/stages/people/doorstep";

// Pages and routes are bundled apart: what must exist once a process hangs on the global object.
const shared = globalThis as { offpeakQueue?: Promise<Queue> };

/** Opened with the first job that is sent: most requests send none. */
const queue: Queue = {
  async enqueue(...order) {
    shared.offpeakQueue ??= openQueue(env().DATABASE_URL);
    const opened = await shared.offpeakQueue.catch((error: unknown) => {
      delete shared.offpeakQueue;
      throw error;
    });
    await opened.enqueue(...order);
  },
  stop: async () => (await shared.offpeakQueue)?.stop(),
};

/** Before anybody has said who they are. */
export function doorstep(): Doorstep {
  const { db, pool } = database();
  return { db, pool, now: () => new Date() };
}

/** Where the web process joins verbs to their effects and adapters. */
export function joinContext(organisation: Organisation, actor: Actor): Context {
  return {
    ...doorstep(),
    actor,
    organisation,
    formats: { list: () => [], get: () => null },
    catalogue: {
      version: "none",
      normalise: (provider, model) => ({ provider: provider ?? "unknown", model }),
      ratesAt: () => null,
    },
    files: openFileStore(path.join(env().OFFPEAK_DATA_DIR, "files")),
    queue,
  };
}
