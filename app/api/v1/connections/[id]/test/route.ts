import { methods, route } from "@/app/_server/api";
import { readConnection } from "@/lib/stages/connections/list-connections";
import { TestView, testView } from "@/lib/stages/connections/model/view";
import { testConnection } from "@/lib/stages/connections/test-connection";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  POST: route(
    {
      summary: "Asks the provider what the keys may do; that it is away or refuses is an answer too",
      permission: "connections.write",
      answer: TestView,
      find: async (ctx, { id = "" }) => readConnection(ctx, id),
    },
    async (ctx, { params: { id = "" } }) => testView(await testConnection(ctx, { id })),
  ),
});
