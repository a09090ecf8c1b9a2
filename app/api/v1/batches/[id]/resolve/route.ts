import { methods, route } from "@/app/_server/api";
import { BatchOrdered, findingBatch } from "@/app/_server/batch-order";
import { ResolveBatch } from "@/lib/stages/batches/model/input";
import { resolveBatch } from "@/lib/stages/batches/submitting/resolve-batch";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(
    {
      summary: "Settles an unsure submission: it is this batch, it is sent again, or it is given up",
      permission: "batches.write",
      body: ResolveBatch,
      status: 202,
      answer: BatchOrdered,
      find: findingBatch,
    },
    (ctx, { params, body }) => resolveBatch(ctx, { ...body, batchId: params.id ?? "" }),
  ),
});
