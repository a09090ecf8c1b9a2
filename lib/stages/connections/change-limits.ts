import { refused } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { changeConnection } from "./change-connection";
import { invalidFields } from "./check-fields";
import { readConnection } from "./list-connections";
import type { ChangeLimits } from "./model/form";
import { readLimits } from "./model/limits-form";

/** The limits of the account as its form writes them: all of them at once. */
export async function changeLimits(ctx: Context, input: ChangeLimits): Promise<{ id: string }> {
  const { id, provider } = await readConnection(ctx, input.id);
  const definition = ctx.providers.get(provider);
  if (!definition) throw refused(`This version of Offpeak does not know ${provider}.`);
  const read = readLimits(input.limits, definition.limitFields);
  if (!read.ok) throw invalidFields(read.fields);
  return changeConnection(ctx, { id, limits: read.limits });
}
