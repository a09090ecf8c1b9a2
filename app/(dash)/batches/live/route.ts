import { eventStream } from "@/app/_server/bodies/event-stream";
import { pageContext } from "@/app/_server/context";
import { live } from "@/lib/platform/live";
import { type BatchChange, batchChanges } from "@/lib/stages/batches/batch-changes";

const BEAT_MS = 10_000;
const LASTS_MS = 15 * 60_000;

/** Says when something changes among the batches that this person sees, or in `?batch=` alone. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await pageContext("batches.read");
  const only = new URL(request.url).searchParams.get("batch");
  return eventStream(
    async function* (signal): AsyncGenerator<BatchChange> {
      for await (const change of batchChanges(ctx, { live: live(), signal }))
        if (only === null || change.batchIds === null || change.batchIds.includes(only)) yield change;
    },
    { signal: request.signal, beatMs: BEAT_MS, lastsMs: LASTS_MS },
  );
}
