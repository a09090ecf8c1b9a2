import { authorise } from "@/lib/core/access";
import { notFound } from "@/lib/core/errors";
import { audit } from "@/lib/platform/audit";
import { type Context, inTransaction } from "@/lib/platform/context";
import type { MessageId } from "../model/asking/outbox";
import { requeueMessage } from "../store/outbox";
import { enqueueMessage } from "./queue-message";

/** A message that was given up, or that waits, is tried again now. */
export async function retryMessage(ctx: Context, { id }: MessageId): Promise<{ id: string }> {
  authorise(ctx.actor, "questions.write");
  return inTransaction(ctx, async (ctx) => {
    if (!(await requeueMessage(ctx, id))) throw notFound("A message that waits");
    await enqueueMessage(ctx, id);
    await audit(ctx, "message.retried", id);
    return { id };
  });
}
