import { authorise } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import { auditOn } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { EditEndpoint, Edits } from "../model/edit";
import { fold } from "../model/words";
import { findEndpoint, saveEdits } from "../store/endpoints";
import { changeAttribution } from "./change-attribution";

/** A person's word for an endpoint wins over rules and files. Who may only set cost centers may do just that here. */
export async function editEndpoint(ctx: Context, { key, ...edits }: EditEndpoint): Promise<{ key: string }> {
  const [edited = key] = await editEndpoints(ctx, { keys: [key], edits });
  return { key: edited };
}

/** The same word for several endpoints: all of them or, when one is not found, none. Answers their keys. */
export async function editEndpoints(
  ctx: Context,
  { keys, edits }: { keys: string[]; edits: Edits },
): Promise<string[]> {
  authorise(ctx.actor, "cost-centers.write");
  if (edits.owner !== undefined || edits.team !== undefined || edits.kind !== undefined)
    authorise(ctx.actor, "endpoints.write");
  const fields = Object.entries(edits).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  return changeAttribution(ctx, async (client) => {
    const edited: string[] = [];
    for (const key of keys) {
      const endpoint = await findEndpoint(client, ctx.organisation.id, { key, folded: fold(key) });
      if (!endpoint) throw notFound("This endpoint");
      await saveEdits(client, endpoint.id, edits);
      await auditOn(client, ctx, {
        event: "endpoint.edited",
        subject: endpoint.key,
        detail: { fields: fields.join(" ") },
      });
      edited.push(endpoint.key);
    }
    return edited;
  });
}
