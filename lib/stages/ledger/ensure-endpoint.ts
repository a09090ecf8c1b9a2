import { authorise } from "@/lib/core/access";
import { invalid } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { endpointKey } from "./attribution/endpoint-key";
import { type FoundEndpoint, findEndpoint } from "./find-endpoint";
import { fold } from "./model/words";
import { createEndpoint, findEndpoint as findRow } from "./store/endpoints";
import { reading } from "./store/transaction";

const LONGEST = 300;

/**
 * The endpoint of that key or label for work that is done in its name. One that nobody knew is made, except by an owner:
 * what is new belongs to nobody yet.
 */
export async function ensureEndpoint(ctx: Context, name: string): Promise<FoundEndpoint> {
  const reach = authorise(ctx.actor, "batches.write");
  const [label, folded] = [name.trim(), fold(name)];
  if (folded === "" || /\p{Cc}/u.test(label)) throw noName();
  if (reach === "own") return findEndpoint(ctx, name);
  const found = await reading(ctx, (client) => findRow(client, ctx.organisation.id, { key: name, folded }));
  if (found) return found;
  if (label.length > LONGEST) throw noName();
  return createEndpoint(ctx, { key: endpointKey(folded), label, folded });
}

const noName = () =>
  invalid("This is no name for an endpoint.", { endpoint: `is a name of 1 to ${LONGEST} letters` });
