import { methods, route } from "@/app/_server/api";
import type { Context } from "@/lib/platform/context";
import { editEndpoint } from "@/lib/stages/ledger/attribution/edit-endpoint";
import { locateEndpoint } from "@/lib/stages/spend/locate-endpoint";
import { EndpointPatch, EndpointView, endpointView } from "@/lib/stages/spend/model/endpoint";
import { queryOf, SpendParameters } from "@/lib/stages/spend/model/query";
import { readEndpoint } from "@/lib/stages/spend/read-endpoint";

const Query = SpendParameters.pick({ from: true, to: true });
const read = (ctx: Context, key: string, period: { from?: string | undefined; to?: string | undefined }) =>
  readEndpoint(ctx, key, queryOf(SpendParameters.parse(period), { limit: 1, trend: false }));

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "An endpoint: its days, models and jobs",
      permission: "spend.read",
      query: Query,
      answer: EndpointView,
      find: async (ctx, { key = "" }) => locateEndpoint(ctx, key),
    },
    async (ctx, { params: { key = "" }, query }) => endpointView(await read(ctx, key, query)),
  ),
  PATCH: route(
    {
      summary: "Owner, team, cost center and kind by a person's word, which wins over rules and files",
      permission: "cost-centers.write",
      body: EndpointPatch,
      answer: EndpointView,
      find: async (ctx, { key = "" }) => locateEndpoint(ctx, key),
    },
    async (ctx, { params: { key = "" }, body }) => {
      const edited = await editEndpoint(ctx, { key, ...body });
      return endpointView(await read(ctx, edited.key, {}));
    },
  ),
});
