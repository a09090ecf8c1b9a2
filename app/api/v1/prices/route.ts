import { methods, route } from "@/app/_server/api";
import { PriceView, ReadPrices, toView } from "@/lib/stages/prices/model";
import { readPrices } from "@/lib/stages/prices/read-prices";

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "Rates per component, with their source and date",
      permission: "prices.read",
      query: ReadPrices,
      answer: PriceView,
    },
    async (ctx, { query }) => toView(await readPrices(ctx, query)),
  ),
});
