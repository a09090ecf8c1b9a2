import { methods, route } from "@/app/_server/api";
import { changeConnection } from "@/lib/stages/connections/change-connection";
import { readConnection } from "@/lib/stages/connections/list-connections";
import { ConnectionPatch } from "@/lib/stages/connections/model/connection";
import { ConnectionView, connectionView, RemovedView } from "@/lib/stages/connections/model/view";
import { removeConnection } from "@/lib/stages/connections/remove-connection";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "One connection, with what its last test found",
      permission: "connections.write",
      answer: ConnectionView,
    },
    async (ctx, { params: { id = "" } }) => connectionView(await readConnection(ctx, id)),
  ),
  PATCH: route(
    {
      summary: "Changes what is named; of credentials, settings and limits null takes a value away",
      permission: "connections.write",
      body: ConnectionPatch,
      answer: ConnectionView,
      find: async (ctx, { id = "" }) => readConnection(ctx, id),
    },
    async (ctx, { params: { id = "" }, body }) => {
      await changeConnection(ctx, { ...body, id });
      return connectionView(await readConnection(ctx, id));
    },
  ),
  DELETE: route(
    {
      summary: "Wipes the keys and ends the connection; refused while a batch needs it",
      permission: "connections.write",
      answer: RemovedView,
    },
    async (ctx, { params: { id = "" } }) => removeConnection(ctx, { id }),
  ),
});
