import type { Context } from "@/lib/platform/context";
import { showStages } from "./show-stages";
import { watchRegression } from "./watch-regression";

/** Everything about migrations that follows from new figures and answers. Safe to run twice. */
export async function tendMigrations(ctx: Context): Promise<void> {
  await showStages(ctx);
  await watchRegression(ctx);
}
