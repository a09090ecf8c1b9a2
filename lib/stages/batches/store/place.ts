import type { Context } from "@/lib/platform/context";
import { Prisma } from "@/prisma/generated/client";
import type { PlacedBatch, PlacedPart } from "../placing/placed-batch";

type Ctx = Pick<Context, "db" | "organisation">;

/** The row, its parts and its events. */
export async function saveBatch({ db, organisation }: Ctx, batch: PlacedBatch): Promise<void> {
  const { createdBy, cost, parts, events, runAsSync, tokens: _, idPrefix: __, ...row } = batch;
  const ended = parts.flatMap((part) => part.ended ?? []);
  const sum = (of: (part: PlacedPart) => number) => parts.reduce((all, part) => all + of(part), 0);
  const failed = ended.flatMap(({ failures }) => failures).reduce((all, { count }) => all + count, 0);
  const expired = ended.reduce((all, part) => all + part.expired, 0);
  const worked = sum((part) => (part.ended ? part.requests : 0)) - failed - expired;
  const syncDone = runAsSync?.requests ?? 0;
  await db.batch.create({
    data: {
      ...row,
      organisationId: organisation.id,
      start: "now",
      bytes: BigInt(sum(({ bytes }) => bytes)),
      sha256: "",
      createdBy: createdBy.email,
      createdByName: createdBy.name,
      succeeded: worked + syncDone,
      failed,
      expired: expired - syncDone,
      syncDone,
      estimate: cost.estimate,
      estimateSync: cost.sync,
      settled: cost.settled,
      settledSync: cost.settledSync,
      rest: runAsSync ? restOf(batch, runAsSync) : Prisma.DbNull,
    },
  });
  await db.batchPart.createMany({
    data: parts.map((part, index) => partRow(batch, part, index + 1, organisation)),
  });
  await db.batchEvent.createMany({ data: events.map((event) => ({ batchId: batch.id, ...event })) });
}

function restOf({ createdBy }: PlacedBatch, { requests, at, cost }: NonNullable<PlacedBatch["runAsSync"]>) {
  const text = cost.toString();
  const when = { at: at.toISOString(), endedAt: at.toISOString() };
  return { cap: text, quoted: text, requests, by: createdBy.name, ...when, ended: "done" };
}

/** Nothing is due for it: no worker ever asks a provider about it. */
function partRow(
  batch: PlacedBatch,
  part: PlacedPart,
  number: number,
  organisation: Context["organisation"],
): Prisma.BatchPartCreateManyInput {
  const { state, rawState, requests, bytes, submittedAt, expiresAt, counts } = part;
  return {
    ...{ batchId: batch.id, organisationId: organisation.id, connectionId: batch.connectionId, number },
    ...{ state, rawState, requests, bytes: BigInt(bytes), expiresAt },
    ...{ model: batch.model, path: batch.path, nonce: "larkspur", attempt: 1 },
    key: `${batch.id.replace("_", "-")}-${number}`,
    inputTokens: BigInt(requests) * BigInt(batch.tokens.input),
    intentAt: submittedAt,
    providerBatchId: part.remoteId,
    counts: counts ?? Prisma.DbNull,
    remoteCreatedAt: submittedAt,
    remoteEndedAt: part.ended?.at ?? null,
    settledAt: part.ended?.at ?? null,
  };
}

/** Every request with its place in the upload, where each line has `lineBytes` with its line end. */
export async function saveRequests({ db }: Ctx, batch: PlacedBatch, lineBytes: number): Promise<void> {
  const { id, requests, idPrefix, tokens, cost, parts } = batch;
  const ends = endsOf(parts);
  await db.$executeRaw`
    insert into batch_request (batch_id, n, part, custom_id, "offset", length, input_tokens, output_tokens, estimate)
    select ${id}, n, 1 + (select count(*) from unnest(${ends}::int[]) as upto where n > upto),
      ${idPrefix}::text || lpad(n::text, 6, '0'), (n - 1)::bigint * ${lineBytes}::int, ${lineBytes - 1}::int,
      ${tokens.input}::int, ${tokens.output}::int, ${cost.estimate / BigInt(Math.max(1, requests))}::bigint
    from generate_series(1, ${requests}::int) as n`;
}

/** How each request of a part whose results were read ended: failures and expiries spread evenly, the rest worked. */
export async function saveOutcomes(
  { db }: Ctx,
  batch: PlacedBatch,
  part: { number: number; from: number; to: number; cost: bigint; sync: bigint; endedAt: Date },
  bad: readonly {
    status: "failed" | "expired";
    code: string;
    message: string;
    remedy: string;
    ns: number[];
  }[],
): Promise<void> {
  const { from, to, endedAt } = part;
  const rows = JSON.stringify(bad.flatMap(({ ns, ...how }) => ns.map((n) => ({ n, ...how }))));
  const { input, cached, output } = batch.tokens;
  await db.$executeRaw`
    with bad as (
      select * from jsonb_to_recordset(${rows}::jsonb)
        as b (n int, status text, code text, message text, remedy text)),
    lines as (
      select n, b.status, b.code, b.message, b.remedy,
        count(*) filter (where b.n is null) over (order by n) as place,
        count(*) filter (where b.n is null) over () as worked
      from generate_series(${from}::int, ${to}::int) as n left join bad b using (n))
    insert into request_outcome (batch_id, n, attempt, lane, status, code, message, remedy, model, tier, band,
      fresh_input, cached_input, output, cost, sync_cost, ended_at)
    select ${batch.id}, n, 1, 'batch', coalesce(status, 'succeeded'), code, message, remedy, ${batch.model}, 'batch',
      'base', case when status is null then ${input - cached}::int + n % 401 - 200 end,
      case when status is null then ${cached}::int end,
      case when status is null then ${output}::int + n % 97 - 48 end,
      case when status is null then trunc(${part.cost}::numeric * place / worked) - trunc(${part.cost}::numeric * (place - 1) / worked) else 0 end,
      case when status is null then trunc(${part.sync}::numeric * place / worked) - trunc(${part.sync}::numeric * (place - 1) / worked) else 0 end,
      ${endedAt}
    from lines`;
}

/** Those that expired in the batch, run as single calls. */
export async function saveSyncOutcomes({ db }: Ctx, batch: PlacedBatch): Promise<void> {
  const { runAsSync: rest, tokens } = batch;
  if (!rest) return;
  await db.$executeRaw`
    with open as (
      select n, row_number() over (order by n) as place from request_outcome
      where batch_id = ${batch.id} and status = 'expired' order by n limit ${rest.requests})
    insert into request_outcome (batch_id, n, attempt, lane, status, model, tier, band, fresh_input, cached_input, output,
      cost, sync_cost, ended_at)
    select ${batch.id}, n, 2, 'sync', 'succeeded', ${batch.model}, 'sync', 'base',
      ${tokens.input - tokens.cached}::int, ${tokens.cached}::int, ${tokens.output}::int,
      trunc(${rest.cost}::numeric * place / ${rest.requests}::int) - trunc(${rest.cost}::numeric * (place - 1) / ${rest.requests}::int),
      trunc(${rest.cost}::numeric * place / ${rest.requests}::int) - trunc(${rest.cost}::numeric * (place - 1) / ${rest.requests}::int),
      ${rest.at}
    from open`;
}

/** The last place of each part but the last. */
function endsOf(parts: readonly PlacedPart[]): number[] {
  let upto = 0;
  return parts.slice(0, -1).map(({ requests }) => {
    upto += requests;
    return upto;
  });
}
