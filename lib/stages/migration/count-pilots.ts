import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { gatherWords, NO_WORD } from "./gather-words";
import { standingOf } from "./model/standing";
import { loadKept } from "./store/placed";

/** Pilots that run, for the sidebar; null for who sees their own endpoints alone. */
export async function countPilots(ctx: Context): Promise<number | null> {
  if (authorise(ctx.actor, "migrations.read") === "own") return null;
  const placed = [...(await loadKept(ctx))].filter(([, { stage }]) => stage === "pilot");
  if (placed.length === 0) return 0;
  // An owner who says no in the middle of a pilot ends it.
  const words = await gatherWords(
    ctx,
    placed.map(([id]) => id),
  );
  return placed.filter(([id, kept]) => standingOf(kept, words.get(id) ?? NO_WORD).stage === "pilot").length;
}
