import { z } from "zod";
import { methods, route } from "@/app/_server/api";
import { findingBatch } from "@/app/_server/batch-order";
import { retryBatch } from "@/lib/stages/batches/after/retry-batch";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(
    {
      summary:
        "Sends again what did not work and may work as it is, as a batch of its own; answers with its id",
      permission: "batches.write",
      status: 202,
      answer: z.object({ id: z.string(), requests: z.number().int() }),
      find: findingBatch,
    },
    (ctx, { params }) => retryBatch(ctx, { batchId: params.id ?? "" }),
  ),
});
