import { results } from "@/lib/stages/batches/after/results";
import type { ResultView } from "@/lib/stages/batches/model/wire";
import type { Verdict } from "./account";
import type { RemoteLine, RemoteRecord } from "./record";
import type { Placed, Stand } from "./stand";

/** Ours against the provider's: every request once, as it ended there, with its tokens, under its own id. */
export async function judgeBatch(
  { ctx }: Stand,
  batch: Placed,
  { record, verdict }: { record: RemoteRecord; verdict: Verdict },
): Promise<void> {
  const { id, requests } = batch;
  const parts = await ctx.db.batchPart.findMany({ where: { batchId: id } });
  const worked = new Map<number, RemoteLine>();
  for (const { lines } of record.batches)
    for (const line of lines) {
      const [nonce, n] = line.custom_id.split("_");
      if (parts.some((part) => part.nonce === nonce)) worked.set(Number(n), line);
    }
  const views: ResultView[] = [];
  for await (const some of results(ctx, { batchId: id })) views.push(...some);
  const wrong = requests.filter(({ id: customId }, at) => {
    const view = views[at];
    return view?.customId !== customId || !isSame(view, worked.get(at + 1));
  });
  const names = wrong.map(({ id }) => id).slice(0, 3);
  verdict.add(
    "lost",
    wrong.length,
    `${wrong.length} results of ${id} are not the provider's (${names.join(", ")})`,
  );
  verdict.add(
    "settledTwice",
    Math.max(0, views.length - requests.length),
    `${id} has more results than requests`,
  );
  await judgeCounts({ ctx }, batch, { worked: [...worked.values()], verdict });
}

function isSame(view: ResultView, line: RemoteLine | undefined): boolean {
  if (!line || view.status !== line.status) return false;
  const { usage } = view;
  if (line.status !== "succeeded" || line.tokens === null) return true;
  const { input, cached, cacheWrite, output } = line.tokens;
  const fresh = input - cached - cacheWrite;
  return (
    view.response !== null &&
    usage?.inputTokens === fresh &&
    (usage.cachedInputTokens ?? 0) === cached &&
    (usage.cacheWriteTokens ?? 0) === cacheWrite &&
    usage.outputTokens === output
  );
}

/** What is added up on the way must be what the rows add up to, once. */
async function judgeCounts(
  { ctx }: Pick<Stand, "ctx">,
  { id, requests }: Placed,
  { worked, verdict }: { worked: RemoteLine[]; verdict: Verdict },
): Promise<void> {
  const batch = await ctx.db.batch.findUniqueOrThrow({ where: { id } });
  const outcomes = await ctx.db.requestOutcome.findMany({ where: { batchId: id } });
  const { succeeded, failed, expired, cancelled } = batch;
  const counted = succeeded + failed + expired + cancelled;
  verdict.add("settledTwice", Math.max(0, counted - requests.length), `${id} counts ${counted} outcomes`);
  verdict.add("lost", Math.max(0, requests.length - counted), `${id} counts ${counted} outcomes`);
  const there = worked.filter(({ status }) => status === "succeeded").length;
  verdict.add("lost", Math.abs(there - succeeded), `${id} counts ${succeeded} successes of ${there}`);
  const cost = outcomes.reduce((sum, row) => sum + (row.cost ?? 0n), 0n);
  const isOnce = batch.settled === cost && outcomes.length === requests.length;
  verdict.add(
    "settledTwice",
    isOnce ? 0 : 1,
    `${id} says ${batch.settled} and its outcomes ${cost} picodollars`,
  );
}

/** Where the batches of a round stand, for whoever has to find out why one does not end. */
export async function stateOf({ ctx }: Stand, placed: readonly Placed[]): Promise<unknown> {
  const ids = placed.map(({ id }) => id);
  const parts = await ctx.db.batchPart.findMany({ where: { batchId: { in: ids } } });
  const batches = await ctx.db.batch.findMany({ where: { id: { in: ids } } });
  return {
    batches: batches.map(({ id, state, reason }) => ({ id, state, reason })),
    parts: parts.map(({ batchId, state, reason, attempt, leaseUntil, nextCheckAt }) => ({
      ...{ batchId, state, reason, attempt, leaseUntil, nextCheckAt },
    })),
  };
}
