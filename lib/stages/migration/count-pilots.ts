import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { loadKept } from "./store/placed";

/** Pilots that run, for the sidebar; null for who sees their own endpoints alone. */
export async function countPilots(ctx: Context): Promise<number | null> {
  if (authorise(ctx.actor, "migrations.read") === "own") return null;
  return [...(await loadKept(ctx)).values()].filter(({ stage }) => stage === "pilot").length;
}
