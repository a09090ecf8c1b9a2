import { authorise } from "@/lib/core/access";
import { refused } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import type { Preferences } from "./model";
import { savePreferences as save } from "./store/people";

/** A person's own; nobody else sees or changes them. */
export async function savePreferences(ctx: Context, input: Preferences): Promise<Preferences> {
  authorise(ctx.actor, "views.write");
  if (ctx.actor.kind !== "user") throw refused("Only a person has preferences.");
  await save(ctx.db, ctx.actor.id, input);
  return input;
}
