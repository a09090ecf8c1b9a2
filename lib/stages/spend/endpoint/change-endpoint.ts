import type { Context } from "@/lib/platform/context";
import { editEndpoint } from "@/lib/stages/ledger/attribution/edit-endpoint";
import type { EditForm } from "../model/endpoint";
import { refreshSummary } from "../refresh-summary";

/** A person's words for one endpoint, as the form of its page sends them; the ranking shows them at once. */
export async function changeEndpoint(ctx: Context, input: EditForm): Promise<{ key: string }> {
  const edited = await editEndpoint(ctx, input);
  await refreshSummary(ctx);
  return edited;
}
