import { methods, route } from "@/app/_server/api";
import { MoveBody, MovedView } from "@/lib/stages/migration/model/move";
import { moveEndpoint } from "@/lib/stages/migration/moving/move-endpoint";
import { locateEndpoint } from "@/lib/stages/spend/endpoint/locate-endpoint";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(
    {
      summary:
        "Moves an endpoint to another stage; 422 names the check that is open, 409 a move that came first",
      permission: "migrations.write",
      body: MoveBody,
      answer: MovedView,
      find: async (ctx, { key = "" }) => locateEndpoint(ctx, key),
    },
    async (ctx, { params: { key = "" }, body }) => moveEndpoint(ctx, { ...body, key }),
  ),
});
