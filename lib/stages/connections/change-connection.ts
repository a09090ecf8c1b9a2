import { authorise } from "@/lib/core/access";
import { notFound, refused } from "@/lib/core/errors";
import type { ProviderDefinition } from "@/lib/core/provider";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { isLoopback } from "@/lib/platform/outside/address-rule";
import { checkAddresses, checkFields, checkLimits, invalidFields } from "./check-fields";
import { openCredentials, sealCredentials } from "./cipher";
import type { ChangeConnection } from "./model/connection";
import { masksOf, movedAddresses } from "./model/fields";
import { withChanges } from "./model/limits";
import { refusingTakenName } from "./name-taken";
import { findConnection, type StoredConnection, saveChange, takeConnection } from "./store";

/** What is left out stays. A key that is given replaces the one that stands; what an earlier test said is forgotten then. */
export async function changeConnection(ctx: Context, input: ChangeConnection): Promise<{ id: string }> {
  authorise(ctx.actor, "connections.write");
  const before = await findConnection(ctx, input.id);
  if (!before) throw notFound("This connection");
  const definition = ctx.providers.get(before.provider);
  if (!definition) throw refused(`This version of Offpeak does not know ${before.provider}.`);
  checkLimits(definition, input.limits ?? {});
  await checkAddresses(ctx, definition, input.settings ?? {});

  return refusingTakenName(input.name ?? before.name, () =>
    inTransaction(ctx, async (ctx) => {
      const standing = await takeConnection(ctx, input.id);
      if (!standing) throw notFound("This connection");
      const name = input.name ?? standing.name;
      const reaches = isReach(standing, input);
      await saveChange(
        ctx,
        {
          id: standing.id,
          name,
          costCenter: input.costCenter === undefined ? standing.costCenter : input.costCenter,
          limits: withChanges(standing.limits, input.limits ?? {}),
          ...(reaches ? newFields(ctx, definition, standing, input) : fieldsOf(standing)),
        },
        { forgetTest: reaches },
      );
      await audit(ctx, "connection.changed", standing.id, { name, changed: changedWords(input) });
      return { id: standing.id };
    }),
  );
}

/** Whether it changes with which keys, and how, the provider is reached. */
function isReach(
  { settings: before }: StoredConnection,
  { credentials = {}, settings = {} }: ChangeConnection,
) {
  const differs = Object.entries(settings).some(([name, value]) => (value || undefined) !== before[name]);
  return differs || Object.keys(credentials).length > 0;
}

const fieldsOf = ({ settings, masks, sealed, sealedWith }: StoredConnection) => ({
  settings,
  masks,
  sealed,
  sealedWith,
});

function newFields(
  ctx: Context,
  definition: ProviderDefinition,
  standing: StoredConnection,
  input: ChangeConnection,
) {
  const known = openCredentials(ctx, standing.id, standing) ?? {};
  const given = {
    credentials: { ...known, ...input.credentials },
    settings: { ...standing.settings, ...input.settings },
  };
  const { credentials, settings } = checkFields(definition, given);
  refuseToMoveKeys(ctx, definition, {
    known,
    given: input.credentials ?? {},
    before: standing.settings,
    settings,
  });
  return {
    settings,
    masks: masksOf(definition, credentials),
    ...sealCredentials(ctx, standing.id, credentials),
  };
}

type Move = {
  known: Record<string, string>;
  given: Record<string, string | null>;
  before: Record<string, string>;
  settings: Record<string, string>;
};

/**
 * Keys never come back, also not by way of another address: whoever changes where they are sent must have them. To a
 * simulator on this machine they may go.
 */
function refuseToMoveKeys(ctx: Context, definition: ProviderDefinition, move: Move): void {
  const kept = Object.keys(move.known).filter((name) => !(name in move.given));
  if (kept.length === 0) return;
  const moved = movedAddresses(definition, move.before, move.settings).filter((name) => {
    const address = move.settings[name];
    return !(ctx.installation.sandbox && address && isLoopback(address));
  });
  const message = "Enter the keys again: they would be sent to another address.";
  if (moved.length > 0)
    throw invalidFields(Object.fromEntries(moved.map((name) => [`settings.${name}`, message])));
}

/** Names of what was given, for the audit; never a value. */
function changedWords({ id: _, credentials, settings, ...rest }: ChangeConnection): string {
  const plain = Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [name]));
  return [...plain, ...Object.keys(settings ?? {}), ...Object.keys(credentials ?? {})].join(", ");
}
