import { methods, route } from "@/app/_server/api";
import { listBatches } from "@/lib/stages/batches/list-batches";
import { ListBatches } from "@/lib/stages/batches/model/input";
import { BatchPage, toRowView } from "@/lib/stages/batches/model/wire";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "Batches, newest first; an owner's own",
      permission: "batches.read",
      query: ListBatches,
      answer: BatchPage,
    },
    async (ctx, { query }) => {
      const { rows, nextCursor } = await listBatches(ctx, query);
      return { rows: rows.map(toRowView), nextCursor };
    },
  ),
});
