import path from "node:path";
import { formats } from "@/lib/adapters/formats/index";
import { providers } from "@/lib/adapters/providers/index";
import { SYSTEM } from "@/lib/core/access";
import type { Context, Organisation } from "@/lib/platform/context";
import { openDatabase } from "@/lib/platform/db";
import { env, type Installation, installation, postSettings } from "@/lib/platform/env";
import { type FileStore, openFileStore } from "@/lib/platform/files";
import { openPost } from "@/lib/platform/outside/post";
import { openQueueLater } from "@/lib/platform/queue";
import { openSeal } from "@/lib/platform/seal";
import type { Doorstep } from "@/lib/stages/people/doorstep";
import { openCatalogue } from "@/lib/stages/prices/catalogue";

/** Offpeak without a browser: for the worker and the command line. */
export type Offpeak = {
  door: Doorstep;
  files: FileStore;
  installation: Installation;
  /** Acting as Offpeak itself. */
  contextOf(organisation: Organisation): Context;
  close(): Promise<void>;
};

/** Where these two doors join verbs to their effects and adapters. */
export function openOffpeak(): Offpeak {
  const { DATABASE_URL, OFFPEAK_DATA_DIR } = env();
  const { db, pool, close } = openDatabase(DATABASE_URL);
  const door: Doorstep = { db, pool, now: () => new Date() };
  const queue = openQueueLater(DATABASE_URL);
  const files = openFileStore(path.join(OFFPEAK_DATA_DIR, "files"));
  const effects = {
    ...door,
    formats,
    providers,
    catalogue: openCatalogue(),
    files,
    queue,
    seal: openSeal(env().OFFPEAK_SECRET, env().OFFPEAK_SECRET_PREVIOUS),
    post: openPost(postSettings()),
    installation: installation(),
  };
  return {
    door,
    files,
    installation: effects.installation,
    contextOf: (organisation) => ({ ...effects, organisation, actor: SYSTEM }),
    async close() {
      await queue.stop();
      await close();
    },
  };
}
