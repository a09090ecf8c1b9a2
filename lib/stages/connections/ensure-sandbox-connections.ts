import { z } from "zod";
import { authorise } from "@/lib/core/access";
import { AppError, refused } from "@/lib/core/errors";
import type { ProviderDefinition } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { changeConnection } from "./change-connection";
import { checkFields } from "./check-fields";
import { createConnection } from "./create-connection";
import { CreateConnection, SANDBOX_NAME } from "./model/connection";
import { findConnection, findNamed } from "./store";

const Texts = z.record(z.string(), z.string());
/** How the simulator of a provider is reached, as the sandbox says it. */
export const SandboxOffer = z.object({ provider: z.string(), credentials: Texts, settings: Texts });
export type SandboxOffer = z.infer<typeof SandboxOffer>;

/**
 * One connection a provider that leads to its simulator, also when the simulators have moved to other ports. One that a
 * person removed stays removed.
 */
export async function ensureSandboxConnections(ctx: Context, offers: SandboxOffer[]): Promise<void> {
  authorise(ctx.actor, "connections.write");
  if (!ctx.installation.sandbox) throw refused("This installation is no sandbox.");
  for (const offer of offers) {
    const definition = ctx.providers.get(offer.provider);
    if (definition) await ensureOne(ctx, definition, offer).catch(letTaken);
  }
}

async function ensureOne(ctx: Context, definition: ProviderDefinition, offer: SandboxOffer): Promise<void> {
  const found = await findNamed(ctx, offer.provider, SANDBOX_NAME);
  if (!found) {
    await createConnection(ctx, CreateConnection.parse({ ...offer, name: SANDBOX_NAME }));
    return;
  }
  const standing = found.isRemoved ? null : await findConnection(ctx, found.id);
  if (!standing) return;
  // As the provider writes them: an address with or without a slash is the same.
  const { credentials, settings } = checkFields(definition, offer);
  const moved = Object.entries(settings).some(([name, value]) => standing.settings[name] !== value);
  if (moved || standing.isLocked) await changeConnection(ctx, { id: standing.id, credentials, settings });
}

/** Another worker was faster, or a person took the name in other letters. */
function letTaken(error: unknown): void {
  if (!(error instanceof AppError && error.code === "conflict")) throw error;
}
