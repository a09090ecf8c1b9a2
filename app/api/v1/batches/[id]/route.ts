import { methods, route } from "@/app/_server/api";
import { BatchView, toView } from "@/lib/stages/batches/model/wire";
import { readBatch } from "@/lib/stages/batches/read-batch";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "One batch: its state, counts, costs, files at the provider, preflight and events",
      permission: "batches.read",
      answer: BatchView,
    },
    async (ctx, { params }) => toView(await readBatch(ctx, { batchId: params.id ?? "" })),
  ),
});
