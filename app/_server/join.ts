import "server-only";
import path from "node:path";
import { formats } from "@/lib/adapters/formats/index";
import { providers } from "@/lib/adapters/providers/index";
import type { Actor } from "@/lib/core/access";
import type { Catalogue } from "@/lib/core/catalogue";
import type { Context, Organisation } from "@/lib/platform/context";
import { database } from "@/lib/platform/db";
import { env, installation, postSettings } from "@/lib/platform/env";
import { openFileStore } from "@/lib/platform/files";
import { openPost } from "@/lib/platform/outside/post";
import { openQueueLater, type Queue } from "@/lib/platform/queue";
import { openSeal } from "@/lib/platform/seal";
import type { Doorstep } from "@/lib/stages/people/doorstep";
import { openCatalogue } from "@/lib/stages/prices/catalogue";

// Pages and routes are bundled apart: what must exist once a process hangs on the global object.
const shared = globalThis as { offpeakQueue?: Queue; offpeakCatalogue?: Catalogue };

/** Before anybody has said who they are. */
export function doorstep(): Doorstep {
  const { db, pool } = database();
  return { db, pool, now: () => new Date() };
}

/** The effects alone, for the one verb that works for somebody who is not signed in yet. */
export function joinDoorstep(): Omit<Context, "actor" | "organisation"> {
  shared.offpeakQueue ??= openQueueLater(env().DATABASE_URL);
  shared.offpeakCatalogue ??= openCatalogue();
  return {
    ...doorstep(),
    formats,
    providers,
    catalogue: shared.offpeakCatalogue,
    files: openFileStore(path.join(env().OFFPEAK_DATA_DIR, "files")),
    queue: shared.offpeakQueue,
    seal: openSeal(env().OFFPEAK_SECRET, env().OFFPEAK_SECRET_PREVIOUS),
    post: openPost(postSettings()),
    installation: installation(),
  };
}

/** Where the web process joins verbs to their effects and adapters. */
export function joinContext(organisation: Organisation, actor: Actor): Context {
  return { ...joinDoorstep(), organisation, actor };
}
