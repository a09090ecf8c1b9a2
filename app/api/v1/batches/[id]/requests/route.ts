import { methods, route } from "@/app/_server/api";
import { findingBatch } from "@/app/_server/batch-order";
import { listRequests } from "@/lib/stages/batches/list-requests";
import { ListRequests } from "@/lib/stages/batches/model/input";
import { RequestPage, toRequestView } from "@/lib/stages/batches/model/wire";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "The requests of a batch in the order of its upload, without prompts and answers",
      permission: "batches.read",
      query: ListRequests,
      answer: RequestPage,
      find: findingBatch,
    },
    async (ctx, { params, query }) => {
      const { rows, nextCursor } = await listRequests(ctx, { ...query, batchId: params.id ?? "" });
      return { rows: rows.map(toRequestView), nextCursor };
    },
  ),
});
