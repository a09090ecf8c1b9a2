import type { Context } from "@/lib/platform/context";
import type { Rhythm } from "../model/timing/pace";

/** The installation's fixed interval, if it has one, and a chance that spreads calls over time. */
export function rhythmOf({ installation }: Pick<Context, "installation">): Rhythm {
  return { pollSeconds: installation.pollSeconds, roll: Math.random() };
}
