import { authorise } from "@/lib/core/access";
import { AppError, notFound, refused } from "@/lib/core/errors";
import type { BatchProvider, ProviderDefinition } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { checkAddresses } from "./check-fields";
import { openCredentials } from "./cipher";
import { type Connection, LOCKED } from "./model/connection";
import { findStored, type StoredConnection } from "./store";

export type OpenedConnection = {
  /** With limits, default cost center and until when it is paused. */
  connection: Connection;
  definition: ProviderDefinition;
  provider: BatchProvider;
};

/**
 * The one way to speak to a provider. Throws `not_found`, or `refused` when it was removed or its keys cannot be read:
 * a person must act first, so waiting does not help. One row, one unsealing and one new client: open it once for a set.
 */
export async function openConnection(ctx: Context, id: string): Promise<OpenedConnection> {
  authorise(ctx.actor, "batches.write");
  const { sealed: _, sealedWith: __, credentials: ___, ...opened } = await openStored(ctx, id);
  return opened;
}

/** With the credentials, for the verbs of this stage that must keep them out of what a provider says. */
export async function openStored(ctx: Context, id: string) {
  const found = await findStored(ctx, id);
  if (!found) throw notFound("This connection");
  const { sealed, sealedWith, ...connection } = found.connection;
  if (found.isRemoved) throw refused(`The connection “${connection.name}” was removed. Use another one.`);
  const definition = ctx.providers.get(connection.provider);
  if (!definition) throw refused(`This version of Offpeak does not know ${connection.provider}.`);
  const credentials = openCredentials(ctx, id, { sealed, sealedWith });
  if (!credentials) throw refused(LOCKED);
  await refuseAddress(ctx, definition, found.connection);
  const { settings, limits } = connection;
  const provider = definition.open({ credentials, settings, limits });
  return { connection, definition, provider, credentials, sealed, sealedWith };
}

/** An address that was accepted in the sandbox, or whose name leads elsewhere since. */
async function refuseAddress(
  ctx: Context,
  definition: ProviderDefinition,
  { name, settings }: StoredConnection,
): Promise<void> {
  try {
    await checkAddresses(ctx, definition, settings);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    throw refused(`The connection “${name}” may not be used as it is. ${error.message}`);
  }
}
