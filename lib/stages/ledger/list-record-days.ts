import { authorise } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import type { ListRecordDays, RecordDay } from "./model/records";
import { loadRecordDays } from "./store/records";

/** Which rule decided each provider's day, and what did not add up. */
export async function listRecordDays(ctx: Context, input: ListRecordDays): Promise<RecordDay[]> {
  authorise(ctx.actor, "imports.read");
  return loadRecordDays(ctx, input);
}
