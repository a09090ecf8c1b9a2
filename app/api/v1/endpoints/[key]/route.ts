import { z } from "zod";
import { andAnswers } from "@/app/_server/and-answers";
import { methods, route } from "@/app/_server/api";
import { VERDICTS } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { FitAnswer, fitAnswer } from "@/lib/stages/fit/model/answer";
import { OverrideVerdict, overrideVerdict } from "@/lib/stages/fit/override-verdict";
import { readFit } from "@/lib/stages/fit/read-fit";
import { editEndpoint } from "@/lib/stages/ledger/attribution/edit-endpoint";
import { locateEndpoint } from "@/lib/stages/spend/endpoint/locate-endpoint";
import { readEndpoint } from "@/lib/stages/spend/endpoint/read-endpoint";
import { EndpointPatch, EndpointView, endpointView } from "@/lib/stages/spend/model/endpoint";
import { queryOf, SpendParameters } from "@/lib/stages/spend/model/query";

const Detail = EndpointView.extend({ evidence: FitAnswer.nullable() });
/** Null takes a verdict back to what was measured. */
const Patch = EndpointPatch.extend({
  verdict: z.enum(VERDICTS).nullable().optional(),
  reason: OverrideVerdict.shape.reason.optional(),
});

const Query = SpendParameters.pick({ from: true, to: true });
async function read(
  ctx: Context,
  key: string,
  period: { from?: string | undefined; to?: string | undefined },
) {
  const detail = await readEndpoint(
    ctx,
    key,
    queryOf(SpendParameters.parse(period), { limit: 1, trend: false }),
  );
  const fit = detail.folded === null ? null : await readFit(ctx, detail.key);
  return { ...endpointView(detail), evidence: fitAnswer(fit) };
}

export const { GET, POST, PUT, PATCH, DELETE } = methods({
  GET: route(
    {
      summary: "An endpoint: its days, models and jobs, its evidence and forecast",
      permission: "spend.read",
      query: Query,
      answer: Detail,
      find: async (ctx, { key = "" }) => locateEndpoint(ctx, key),
    },
    async (ctx, { params: { key = "" }, query }) => read(ctx, key, query),
  ),
  PATCH: route(
    {
      summary:
        "Owner, team, cost center, kind and verdict by a person's word, which wins over what was found",
      permission: "cost-centers.write",
      body: Patch,
      answer: Detail,
      find: async (ctx, { key = "" }) => locateEndpoint(ctx, key),
    },
    async (ctx, { params: { key = "" }, body }) => {
      const { verdict, reason = "", ...edits } = body;
      if (verdict !== undefined)
        await andAnswers(overrideVerdict)(ctx, { endpoint: key, verdict: verdict ?? "", reason });
      const edited = await editEndpoint(ctx, { key, ...edits });
      return read(ctx, edited.key, {});
    },
  ),
});
