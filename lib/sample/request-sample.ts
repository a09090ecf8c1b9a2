import { authorise } from "@/lib/core/access";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import { loadSampleJob } from "./jobs";

/** The click: the worker loads the sample organisation. Asked again while it loads, it is loaded once. */
export async function requestSample(ctx: Context): Promise<Record<string, never>> {
  authorise(ctx.actor, "organisation.write");
  return inTransaction(ctx, async (ctx) => {
    await ctx.queue.enqueue(ctx.db, loadSampleJob, {}, { dedupe: "sample" });
    await audit(ctx, "sample.requested", "sample");
    return {};
  });
}
