import { methods, route } from "@/app/_server/api";
import { BatchOrdered, findingBatch } from "@/app/_server/batch-order";
import { changeFixes, FixChange } from "@/lib/stages/batches/change-fixes";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(
    {
      summary: "Chooses a fix that preflight offers, or takes one back, and checks again",
      permission: "batches.write",
      body: FixChange,
      status: 202,
      answer: BatchOrdered,
      find: findingBatch,
    },
    (ctx, { params, body }) => changeFixes(ctx, { ...body, batchId: params.id ?? "" }),
  ),
});
