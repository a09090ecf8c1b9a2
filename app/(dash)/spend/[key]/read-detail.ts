import "server-only";
import { rowHref } from "@/components/spend/links";
import { reachOf } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { defaultPeriod } from "@/lib/stages/spend/default-period";
import { listRawRows } from "@/lib/stages/spend/endpoint/list-raw-rows";
import { readEndpoint } from "@/lib/stages/spend/endpoint/read-endpoint";
import { readAddress } from "@/lib/stages/spend/model/query";
import { editEndpointAction } from "./actions";

const RAW_PAGE = 25;
const FIRST = "first";

/** Everything that the page of an endpoint shows. Raw rows are looked for only when the address asks for them. */
export async function readDetail(ctx: Context, key: string, search: URLSearchParams) {
  const rows = search.get("rows");
  search.delete("rows");
  const detail = await readEndpoint(ctx, key, readAddress(search, 1));
  const usual = (await defaultPeriod(ctx)) ?? detail.period;
  const cursor = rows === null || rows === FIRST ? {} : { cursor: rows };
  const raw =
    rows === null
      ? null
      : await listRawRows(ctx, detail.key, { period: detail.period, limit: RAW_PAGE, ...cursor });
  const here = rowHref(detail.key, search.toString());
  const at = (place: string) => `${here}${here.includes("?") ? "&" : "?"}rows=${place}`;
  const { role } = ctx.actor;
  const canEdit = detail.folded !== null && reachOf(role, "cost-centers.write") !== null;
  return {
    ...{ detail, lastDay: usual.to, raw, search: search.toString() },
    isDefault: usual.from === detail.period.from && usual.to === detail.period.to,
    rowHrefs: { open: at(FIRST), first: at(FIRST), next: raw?.nextCursor ? at(raw.nextCursor) : null },
    edit: canEdit
      ? { edit: editEndpointAction, costCenterOnly: reachOf(role, "endpoints.write") === null }
      : null,
  };
}
