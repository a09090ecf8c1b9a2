import type { AppError } from "@/lib/core/errors";
import { type Context, inTransaction } from "@/lib/platform/context";
import { pauseConnection } from "@/lib/stages/connections/pause-connection";
import { later, secondsAfterRefusal, secondsAfterTrouble } from "../model/timing/pace";
import { addEvents } from "../store/events";
import { movePart } from "../store/parts/move-part";
import type { Part } from "../store/parts/part-row";
import { refreshBatch } from "../store/parts/refresh-batch";
import { rhythmOf } from "../tending/rhythm";

/** So many troubles in a row are a hiccup that nobody needs to read of. */
const HICCUPS = 3;

/**
 * The provider could not be asked. Nothing is concluded from that: the part stays what it is, the reason is shown when
 * it lasts, and it is asked again later. What a person must mend is tried seldom.
 */
export async function putOnHold(ctx: Context, part: Part, error: AppError): Promise<void> {
  const troubles = part.troubles + 1;
  const rhythm = rhythmOf(ctx);
  const isRefused = error.code === "provider_refused" || error.code === "refused";
  const wait = isRefused ? secondsAfterRefusal(troubles, rhythm) : secondsAfterTrouble(troubles, rhythm);
  const asked = error.retryAfterSeconds ?? null;
  const isWorthTelling = isRefused || troubles >= HICCUPS;
  await inTransaction(ctx, async (ctx) => {
    if (asked !== null) await pauseConnection(ctx, part.connectionId, asked);
    const reason = isWorthTelling ? { code: troubleCode(error), message: error.message } : part.reason;
    const nextCheckAt = later(ctx.now(), Math.max(wait, asked ?? 0));
    await movePart(ctx, part, { troubles, reason, nextCheckAt });
    if (!isWorthTelling || part.reason?.message === error.message) return;
    if (part.reason === null)
      await addEvents(ctx, part.batchId, [{ event: "part.trouble", detail: { part: part.number } }]);
    await refreshBatch(ctx, part.batchId);
  });
}

function troubleCode({ code }: AppError): string {
  switch (code) {
    case "provider_refused":
      return "provider-refused";
    case "refused":
      return "connection";
    case "not_found":
      return "not-found";
    default:
      return "provider-busy";
  }
}
