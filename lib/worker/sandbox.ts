import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { env, installation } from "@/lib/platform/env";
import { log } from "@/lib/platform/log";
import { ensureSandboxConnections, SandboxOffer } from "@/lib/stages/connections/ensure-sandbox-connections";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import { DEFAULT_ORGANISATION } from "@/lib/stages/people/model";
import type { Offpeak } from "./join";

const LOOK_MS = 5_000;
const Announcement = z.object({ connections: z.array(SandboxOffer) });

/**
 * While OFFPEAK_SANDBOX=1: keeps connections to the simulators in the default organisation and in the sample. They start
 * beside us, may move to other ports, and the sample may come later, so it looks again and again.
 */
export function followSandbox(offpeak: Offpeak): () => void {
  if (!installation().sandbox) return () => {};
  const look = () => ensureAll(offpeak).catch((error: unknown) => log.error("worker.sandbox", error));
  void look();
  const timer = setInterval(look, LOOK_MS);
  return () => clearInterval(timer);
}

async function ensureAll({ door, contextOf }: Offpeak): Promise<void> {
  const connections = await readOffers();
  if (!connections) return;
  for (const organisation of await listOrganisations(door)) {
    if (organisation.slug !== DEFAULT_ORGANISATION.slug && !organisation.isSample) continue;
    await ensureSandboxConnections(contextOf(organisation), connections);
  }
}

/** Null until the simulators have said where they are. */
async function readOffers(): Promise<SandboxOffer[] | null> {
  try {
    const text = await readFile(path.join(env().OFFPEAK_DATA_DIR, "sandbox.json"), "utf8");
    return Announcement.parse(JSON.parse(text)).connections;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}
