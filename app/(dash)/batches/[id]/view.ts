import "server-only";
import type { RequestsAddress } from "@/components/batches/detail/address";
import type { RequestsView } from "@/components/batches/detail/request-table";
import { reachOf } from "@/lib/core/access";
import { invalid } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { listBatches } from "@/lib/stages/batches/list-batches";
import { listRequests } from "@/lib/stages/batches/list-requests";
import { ListBatches, ListRequests } from "@/lib/stages/batches/model/input";
import { readBatch } from "@/lib/stages/batches/read-batch";

const SHOWN = 25;
const NEAR = 200;

type Asked = Record<string, string | string[] | undefined>;

export async function readBatchPage(ctx: Context, batchId: string, asked: Asked) {
  const batch = await readBatch(ctx, { batchId });
  return {
    batch,
    requests: await readRequests(ctx, batchId, asked),
    neighbours: await readNeighbours(ctx, batchId),
    may: { act: reachOf(ctx.actor.role, "batches.write") !== null },
    now: ctx.now(),
  };
}

async function readRequests(ctx: Context, batchId: string, asked: Asked): Promise<RequestsView> {
  const words = Object.fromEntries(
    (["status", "search", "cursor"] as const).flatMap((name) => {
      const word = [asked[name] ?? []].flat()[0];
      return word ? [[name, word]] : [];
    }),
  ) as RequestsAddress;
  const list = ListRequests.safeParse({ ...words, limit: SHOWN });
  if (!list.success) throw invalid("The address is not one of this page.");
  return { ...(await listRequests(ctx, { batchId, ...list.data })), asked: words };
}

/** Among the latest: the one made after it, and the one before it. */
async function readNeighbours(ctx: Context, batchId: string) {
  const { rows } = await listBatches(ctx, ListBatches.parse({ limit: NEAR }));
  const at = rows.findIndex(({ id }) => id === batchId);
  if (at < 0) return { previous: null, next: null };
  return { previous: rows[at - 1]?.id ?? null, next: rows[at + 1]?.id ?? null };
}
