import { methods, route } from "@/app/_server/api";
import { jsonlResponse } from "@/app/_server/bodies/jsonl";
import { results } from "@/lib/stages/batches/after/results";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "One JSON line for each request, in the order of the upload and with its ids",
      permission: "batches.read",
    },
    (ctx, { params: { id = "" } }) => jsonlResponse(results(ctx, { batchId: id }), `${id}.results.jsonl`),
  ),
});
