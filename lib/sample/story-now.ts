import type { Context } from "@/lib/platform/context";

/** The moment at which the sample's story stops: its figures and moves are days old, not as old as the story is. */
const STORY_NOW = new Date("2025-12-02T16:42:00Z");

export function storyNow(ctx: Context): Date {
  return ctx.organisation.isSample ? STORY_NOW : ctx.now();
}
