import { ownerScope } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { type EndpointRow, findEndpoint } from "../store/endpoint";

/** By key, else by label in any case; `unassigned` is what has no name. What is not the actor's own is not there. */
export async function locateEndpoint(ctx: Context, word: string): Promise<EndpointRow> {
  const endpoint = await findEndpoint(ctx, word, ownerScope(ctx.actor, "spend.read"));
  if (!endpoint) throw notFound("This endpoint");
  return endpoint;
}
