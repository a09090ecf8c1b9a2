import { randomBytes } from "node:crypto";
import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { checkAddresses, checkFields, checkLimits, invalidFields } from "./check-fields";
import { sealCredentials } from "./cipher";
import type { CreateConnection } from "./model/connection";
import { masksOf } from "./model/fields";
import { withChanges } from "./model/limits";
import { refusingTakenName } from "./name-taken";
import { saveConnection } from "./store";

/** Keys are written here once, sealed, and never come back. The vendor is not asked: it may be away. */
export async function createConnection(ctx: Context, input: CreateConnection): Promise<{ id: string }> {
  authorise(ctx.actor, "connections.write");
  const definition = ctx.providers.get(input.provider);
  if (!definition) throw invalidFields({ provider: `Use one of ${knownProviders(ctx)}.` });
  checkLimits(definition, input.limits);
  const { credentials, settings } = checkFields(definition, input);
  await checkAddresses(ctx, definition, settings);

  const id = `c${randomBytes(12).toString("hex")}`;
  const { provider, name, costCenter } = input;
  const connection = {
    ...{ id, provider, name, costCenter, settings },
    limits: withChanges({}, input.limits),
    masks: masksOf(definition, credentials),
    ...sealCredentials(ctx, id, credentials),
  };
  return refusingTakenName(name, () =>
    inTransaction(ctx, async (ctx) => {
      await saveConnection(ctx, connection, ctx.actor.email ?? ctx.actor.name);
      await audit(ctx, "connection.created", id, { name, provider });
      return { id };
    }),
  );
}

function knownProviders({ providers }: Context): string {
  const ids = providers.list().map(({ id }) => id);
  return ids.length > 0 ? ids.join(", ") : "those of a later version: this one has none";
}
