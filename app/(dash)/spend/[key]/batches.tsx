import { EndpointBatches } from "@/components/batches/endpoint-batches";
import { reachOf } from "@/lib/core/access";
import { UNASSIGNED } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import { listBatches } from "@/lib/stages/batches/list-batches";
import { ListBatches } from "@/lib/stages/batches/model/input";

const SHOWN = 8;

/** The latest batches of the endpoint, for who may see them. */
export async function readEndpointBatches(ctx: Context, key: string, label: string) {
  const { role } = ctx.actor;
  if (key === UNASSIGNED || !reachOf(role, "batches.read")) return null;
  const list = ListBatches.parse({ endpoint: key, limit: SHOWN });
  const { rows, nextCursor } = await listBatches(ctx, list);
  const newHref = `/batches/new?${new URLSearchParams({ endpoint: label })}`;
  return (
    <EndpointBatches
      {...{ rows, endpoint: key, now: ctx.now(), hasMore: nextCursor !== null }}
      newHref={reachOf(role, "batches.write") ? newHref : null}
    />
  );
}
