import { methods, route } from "@/app/_server/api";
import { BatchOrdered } from "@/app/_server/batch-order";
import { announcedLength, bodyOf } from "@/app/_server/bodies/body";
import { listBatches } from "@/lib/stages/batches/list-batches";
import { ListBatches } from "@/lib/stages/batches/model/input";
import { NewBatchInput } from "@/lib/stages/batches/model/receiving";
import { BatchPage, toRowView } from "@/lib/stages/batches/model/wire";
import { receiveBatch } from "@/lib/stages/batches/receive-batch";

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
  POST: route(
    {
      summary: "Takes a file of requests, JSON Lines as the raw body; preflight looks through it first",
      permission: "batches.write",
      query: NewBatchInput,
      upload: "application/jsonl",
      status: 202,
      answer: BatchOrdered,
    },
    (ctx, { query, request }) =>
      receiveBatch(ctx, { ...query, body: bodyOf(request), bytesTotal: announcedLength(request) }),
  ),
});
