import type { Context } from "@/lib/platform/context";
import { enqueueMessage } from "../outbox/queue-message";
import { loadWaiting } from "../store/outbox";
import { remindOwners } from "./remind-owners";
import { reopenAnswers } from "./reopen-answers";

/** Everything about questions that only time brings. */
export async function tendQuestions(ctx: Context): Promise<undefined> {
  await remindOwners(ctx);
  await reopenAnswers(ctx);
  // A mail server that was set up since takes what has waited for it.
  if (ctx.post.mail) for (const id of await loadWaiting(ctx)) await enqueueMessage(ctx, id);
}
