import { z } from "zod";
import { defineJob } from "@/lib/platform/queue";

/** Figures or their attribution changed outside of an import: what is derived from them is due. */
export const ledgerChangedJob = defineJob({
  name: "ledger.changed",
  payload: z.object({ organisationId: z.int() }),
});
