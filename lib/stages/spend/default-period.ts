import { authorise } from "@/lib/core/access";
import { type Period, periodEndingOn } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { loadLastDay } from "./store/read";

/** The 30 days that end on the last day with usage; null when nothing was ever imported. */
export async function defaultPeriod(ctx: Context): Promise<Period | null> {
  authorise(ctx.actor, "spend.read");
  const lastDay = await loadLastDay(ctx);
  return lastDay === null ? null : periodEndingOn(lastDay);
}
