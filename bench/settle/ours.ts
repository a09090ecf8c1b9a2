import { openai } from "@/lib/adapters/providers/openai/index";
import type { ResultLine } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { readResults } from "@/lib/stages/batches/settling/read-results";
import { ensureEndpoint } from "@/lib/stages/ledger/ensure-endpoint";
import { freezeRates } from "@/lib/stages/prices/freeze-rates";

const MODEL = "gpt-5.6-luna";
const NONCE = "bench123";

/** A batch whose parts are written and whose provider is done: what is left is to read its results. */
export async function seedBatch(
  ctx: Context,
  id: string,
  rows: number,
): Promise<{ partId: number; nonce: string }> {
  const { id: endpointId } = await ensureEndpoint(ctx, "bench");
  const rates = await freezeRates(ctx, { provider: "openai", models: [MODEL], at: ctx.now() });
  const now = ctx.now();
  await ctx.db.batch.create({
    data: {
      ...{
        id,
        organisationId: ctx.organisation.id,
        endpointId,
        provider: "openai",
        model: MODEL,
        connectionId: "none",
      },
      ...{
        costCenter: "CC-1",
        state: "finishing",
        start: "now",
        filename: "bench.jsonl",
        bytes: 1n,
        sha256: id,
      },
      ...{ createdBy: "bench", createdByName: "bench", createdAt: now, startedAt: now, filesUntil: now },
      ...{ requests: rows, path: "/v1/chat/completions", rates },
    },
  });
  const part = await ctx.db.batchPart.create({
    data: {
      ...{
        batchId: id,
        organisationId: ctx.organisation.id,
        connectionId: "none",
        number: 1,
        state: "finishing",
      },
      ...{
        nonce: NONCE,
        key: id,
        model: MODEL,
        path: "/v1/chat/completions",
        requests: rows,
        bytes: 1n,
        inputTokens: 1n,
      },
      ...{ providerBatchId: id, remoteEndedAt: now, fence: 1 },
    },
  });
  await ctx.pool.query(
    `insert into batch_request select $1, n, 1, 'ticket-' || n, n * 500, 500, 900, 100, 1000 from generate_series(1, $2::int) n`,
    [id, rows],
  );
  await ctx.pool.query("analyze batch_request");
  return { partId: part.id, nonce: NONCE };
}

/** What settling does from the raw result lines on: parses, prices, keeps the lines and the outcomes, and counts. */
export async function settle(
  ctx: Context,
  { id, partId }: { id: string; partId: number },
  lines: readonly ResultLine[],
): Promise<{ ms: number; sums: string }> {
  const { part, facts } = await openPart(ctx, id, partId);
  async function* stream() {
    yield* lines;
  }
  const begun = performance.now();
  const reading = await readResults(
    ctx,
    { part, facts, endedAt: ctx.now() },
    { definition: openai },
    stream(),
  );
  const ms = performance.now() - begun;
  if (reading.missing > 0 || reading.unknown > 0) throw new Error("not every request was settled");
  const { rows } = await ctx.pool.query<Record<string, bigint>>(
    "select count(*) as n, sum(fresh_input) as fresh, sum(output) as output from request_outcome where batch_id = $1",
    [id],
  );
  return { ms, sums: Object.values(rows[0] ?? {}).join(" ") };
}

async function openPart(ctx: Context, id: string, partId: number) {
  const row = await ctx.db.batchPart.findUniqueOrThrow({ where: { id: partId } });
  const batch = await ctx.db.batch.findUniqueOrThrow({ where: { id } });
  const { partOf } = await import("@/lib/stages/batches/store/parts/part-row");
  const { FrozenRates } = await import("@/lib/stages/prices/model/frozen-rates");
  return { part: partOf(row), facts: { rates: FrozenRates.parse(batch.rates), answerSchema: null } };
}
