import { authorise } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import { auditOn } from "@/lib/platform/audit";
import type { Context } from "@/lib/platform/context";
import type { EditEndpoint } from "../model/edit";
import { fold } from "../model/words";
import { findEndpoint, saveEdits } from "../store/endpoints";
import { changeAttribution } from "./change-attribution";

/** A person's word for an endpoint wins over rules and files. Who may only set cost centers may do just that here. */
export async function editEndpoint(ctx: Context, input: EditEndpoint): Promise<{ key: string }> {
  const { key, ...edits } = input;
  authorise(ctx.actor, "cost-centers.write");
  if (edits.owner !== undefined || edits.team !== undefined || edits.kind !== undefined)
    authorise(ctx.actor, "endpoints.write");
  return changeAttribution(ctx, async (client) => {
    const endpoint = await findEndpoint(client, ctx.organisation.id, { key, folded: fold(key) });
    if (!endpoint) throw notFound("This endpoint");
    await saveEdits(client, endpoint.id, edits);
    const fields = Object.entries(edits).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    await auditOn(client, ctx, {
      event: "endpoint.edited",
      subject: endpoint.key,
      detail: { fields: fields.join(" ") },
    });
    return { key: endpoint.key };
  });
}
