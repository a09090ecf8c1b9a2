import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import type { Picodollars } from "@/lib/core/money";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import type { FrozenRates } from "@/lib/stages/prices/model/frozen-rates";
import { announceOn } from "./events";

const REQUEST_COLUMNS = `batch_id, n, part, custom_id, "offset", length, input_tokens, output_tokens, estimate`;

/** Locks the batch; false when it is not to be prepared any more. */
export async function takeQueued(
  client: PoolClient,
  { organisation }: Pick<Context, "organisation">,
  batchId: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from batch where id = $1 and organisation_id = $2 and state = 'queued'
       and not exists (select 1 from batch_part p where p.batch_id = batch.id) for no key update`,
    [batchId, organisation.id],
  );
  return rowCount === 1;
}

export type NewPart = {
  number: number;
  isCanary: boolean;
  state: "queued" | "held";
  nonce: string;
  key: string;
  model: string | null;
  path: string;
  requests: number;
  bytes: number;
  inputTokens: number;
  nextCheckAt: Date | null;
};

type Owner = { batchId: string; connectionId: string; organisationId: number };

export async function insertParts(
  client: PoolClient,
  owner: Owner,
  parts: readonly NewPart[],
): Promise<void> {
  await client.query(
    `insert into batch_part (batch_id, organisation_id, connection_id, number, is_canary, state, nonce, key, model, path,
       requests, bytes, input_tokens, next_check_at)
     select $1, $2, $3, number, "isCanary", state, nonce, key, model, path, requests, bytes, "inputTokens", "nextCheckAt"
     from json_to_recordset($4) as p (number int, "isCanary" boolean, state text, nonce text, key text, model text,
       path text, requests int, bytes bigint, "inputTokens" bigint, "nextCheckAt" timestamptz)`,
    [owner.batchId, owner.organisationId, owner.connectionId, JSON.stringify(parts)],
  );
}

/** The rows of a CSV file in one COPY, and the names that a fix gave to several lines told apart. */
export async function copyRequests(
  client: PoolClient,
  batchId: string,
  file: string,
  hasRenamed: boolean,
): Promise<void> {
  const target = client.query(copyFrom(`copy batch_request (${REQUEST_COLUMNS}) from stdin (format csv)`));
  await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), target);
  if (!hasRenamed) return;
  // `a~2` may be another line's own id.
  await client.query(
    `update batch_request r set custom_id = custom_id || '~' || n
     where batch_id = $1 and custom_id ~ '~[0-9]+$' and exists (
       select 1 from batch_request o where o.batch_id = r.batch_id and o.custom_id = r.custom_id and o.n < r.n)`,
    [batchId],
  );
}

export type Frozen = {
  rates: FrozenRates;
  policy: unknown;
  requests: number;
  estimate: Picodollars | null;
};

/** Freezes what the batch was promised. The state is what its parts are. */
export async function freezeBatch(
  client: PoolClient,
  { batchId, organisationId }: Pick<Owner, "batchId" | "organisationId">,
  { rates, policy, requests, estimate }: Frozen,
): Promise<void> {
  await client.query(
    `update batch set rates = $2, policy = $3, requests = $4, estimate = $5, reason = null, version = version + 1
     where id = $1`,
    [batchId, JSON.stringify(rates), policy === null ? null : JSON.stringify(policy), requests, estimate],
  );
  await announceOn(client, [{ organisationId, batchId }]);
}

/** Why it does not go on; it stays queued. */
export async function sayWhy(
  { pool, organisation }: Pick<Context, "pool" | "organisation">,
  batchId: string,
  reason: { code: string; message: string },
): Promise<void> {
  await pool.query(
    "update batch set reason = $3, version = version + 1 where id = $1 and organisation_id = $2 and state = 'queued'",
    [batchId, organisation.id, JSON.stringify(reason)],
  );
  await announceOn(pool, [{ organisationId: organisation.id, batchId }]);
}
