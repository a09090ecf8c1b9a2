import { z } from "zod";
import { methods, route } from "@/app/_server/api";
import { findingBatch } from "@/app/_server/batch-order";
import { runRemainingSync } from "@/lib/stages/batches/after/run-remaining-sync";
import { RunRemaining } from "@/lib/stages/batches/model/input";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(
    {
      summary: "Stops a batch and runs what has no result yet as single calls, up to a cap in dollars",
      permission: "batches.write",
      query: RunRemaining,
      status: 202,
      answer: z.object({ id: z.string(), requests: z.number().int(), quoted: z.string(), cap: z.string() }),
      find: findingBatch,
    },
    (ctx, { params, query }) => runRemainingSync(ctx, { ...query, batchId: params.id ?? "" }),
  ),
});
