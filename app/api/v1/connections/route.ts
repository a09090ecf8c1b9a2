import { methods, route } from "@/app/_server/api";
import { Paging } from "@/lib/core/paging";
import { createConnection } from "@/lib/stages/connections/create-connection";
import { listConnections, readConnection } from "@/lib/stages/connections/list-connections";
import { CreateConnection } from "@/lib/stages/connections/model/connection";
import { ConnectionsView, ConnectionView, connectionView } from "@/lib/stages/connections/model/view";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "Connections to providers, by provider and name; their keys never come back",
      permission: "connections.write",
      query: Paging,
      answer: ConnectionsView,
    },
    async (ctx, { query }) => {
      const { rows, nextCursor } = await listConnections(ctx, query);
      return { rows: rows.map(connectionView), nextCursor };
    },
  ),
  POST: route(
    {
      summary: "Connects a provider. Its vendor may be away: the test says so",
      permission: "connections.write",
      body: CreateConnection,
      status: 201,
      answer: ConnectionView,
    },
    async (ctx, { body }) => {
      const { id } = await createConnection(ctx, body);
      return connectionView(await readConnection(ctx, id));
    },
  ),
});
