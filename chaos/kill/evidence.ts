import type { Round, Window } from "./plan";
import type { Placed, Stand } from "./stand";

/** Where a kill has hit: one of the windows, or somewhere else. */
export type Hit = Window | "elsewhere";

/**
 * What the dead worker left behind says where it died: our rows as they are committed, against what the provider has.
 * `aimed` tells download from settling, which look alike from outside.
 */
export async function evidenceOf(
  { ctx, control }: Stand,
  { provider }: Round,
  { placed, aimed }: { placed: readonly Placed[]; aimed: Window | null },
): Promise<Hit> {
  const parts = await ctx.db.batchPart.findMany({ where: { batchId: { in: placed.map(({ id }) => id) } } });
  const sending = parts.filter(({ state }) => state === "submitting");
  if (sending.length > 0) {
    const { batches } = await control.record(provider);
    const ids = batches.flatMap(({ lines }) => lines.map(({ custom_id }) => custom_id));
    const isThere = sending.map(({ nonce }) => ids.some((id) => id.startsWith(`${nonce}_`)));
    // Both may be so, of two batches: then what was aimed at.
    const hits: Window[] = [];
    if (isThere.includes(false)) hits.push("beforeCreate");
    if (isThere.includes(true)) hits.push("acceptedUnrecorded");
    return hits.find((hit) => hit === aimed) ?? hits[0] ?? "elsewhere";
  }
  const isReading = parts.some(({ state, remoteEndedAt }) => state === "finishing" && remoteEndedAt !== null);
  const isAimed = aimed === "downloading" || aimed === "settling";
  return isReading && isAimed ? aimed : "elsewhere";
}
