import { ownerScope } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { fold } from "./model/words";
import { findEndpoint as findRow, isOwnedBy } from "./store/endpoints";
import { reading } from "./store/transaction";

export type FoundEndpoint = { id: number; key: string; label: string; folded: string };

/** By key or label. Absent, or not of this owner: not found, so that nobody learns of what is not theirs. */
export async function findEndpoint(ctx: Context, name: string): Promise<FoundEndpoint> {
  const owner = ownerScope(ctx.actor, "spend.read");
  return reading(ctx, async (client) => {
    const found = await findRow(client, ctx.organisation.id, { key: name, folded: fold(name) });
    if (!found || (owner !== null && !(await isOwnedBy(client, found.id, owner))))
      throw notFound("This endpoint");
    return found;
  });
}
