import type { Day } from "@/lib/core/period";
import type { SourceKind } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import type { ImportFile } from "@/lib/stages/ledger/model";
import type { ProblemGroup } from "../model/problems";

type FileRow = {
  id: string;
  sourceId: number;
  sourceKind: SourceKind;
  capturedAt: Date;
  receivedAt: Date;
  sha256: string;
};

const STANDS = `
  SELECT i.id, i.source_id AS "sourceId", s.kind AS "sourceKind", i.captured_at AS "capturedAt",
    i.received_at AS "receivedAt", i.sha256
  FROM import i JOIN source s ON s.id = i.source_id
  WHERE i.organisation_id = $1 AND i.kind = 'usage'`;

/** Every import whose rows count, and `also`: the one that is about to. Asked under the ledger's lock. */
export async function loadStanding(
  ctx: Context,
  client: PoolClient,
  also: string | null,
): Promise<ImportFile[]> {
  const { rows } = await client.query<FileRow>(
    `${STANDS} AND ((i.status = 'done' AND i.taken_back_at IS NULL) OR i.id = $2) ORDER BY i.id`,
    [ctx.organisation.id, also],
  );
  return rows.map((row) => toFile(ctx, row));
}

/** One import as the ledger sees it, in whatever state it is; null before its source is known. */
export async function loadFile(ctx: Context, importId: string): Promise<ImportFile | null> {
  const { rows } = await ctx.pool.query<FileRow>(`${STANDS} AND i.id = $2`, [ctx.organisation.id, importId]);
  return rows[0] ? toFile(ctx, rows[0]) : null;
}

function toFile(ctx: Context, row: FileRow): ImportFile {
  return { ...row, rows: `${ctx.files.pathOf("imports", row.id, "rows")}/part-*.parquet` };
}

export type Outcome = {
  importId: string;
  read: bigint;
  accepted: bigint;
  rejected: bigint;
  from: Day | null;
  to: Day | null;
  problemGroups: ProblemGroup[];
};

/** In the ledger's transaction. False when the import was taken back meanwhile: then nothing of it may stand. */
export async function finishImport(ctx: Context, client: PoolClient, outcome: Outcome): Promise<boolean> {
  const { importId, read, accepted, rejected, from, to, problemGroups } = outcome;
  const { rowCount } = await client.query(
    `UPDATE import SET status = 'done', finished_at = $3, rows_read = $4, rows_accepted = $5, rows_rejected = $6,
       period_from = $7, period_to = $8, problem_groups = $9, bytes_read = bytes_total, failure = NULL, preview = NULL
     WHERE id = $1 AND organisation_id = $2 AND status = 'running' AND taken_back_at IS NULL`,
    [
      importId,
      ctx.organisation.id,
      ctx.now(),
      read,
      accepted,
      rejected,
      from,
      to,
      JSON.stringify(problemGroups),
    ],
  );
  if (rowCount !== 1) return false;
  await note(ctx, client, {
    event: "import.finished",
    importId,
    detail: { accepted: Number(accepted), rejected: Number(rejected) },
  });
  return true;
}

export type Shelved = {
  importId: string;
  sha256: string;
  bytes: bigint;
  rows: bigint;
  from: Day | null;
  to: Day | null;
};

/** The same for rows of ours, which have no problems. False when the import was taken back meanwhile. */
export async function finishShelved(ctx: Context, client: PoolClient, shelved: Shelved): Promise<boolean> {
  const { importId, sha256, bytes, rows, from, to } = shelved;
  const { rowCount } = await client.query(
    `UPDATE import SET status = 'done', finished_at = $3, sha256 = $4, rows_read = $5, rows_accepted = $5,
       bytes_read = $6, bytes_total = $6, period_from = $7, period_to = $8, failure = NULL
     WHERE id = $1 AND organisation_id = $2 AND status IN ('running', 'done') AND taken_back_at IS NULL`,
    [importId, ctx.organisation.id, ctx.now(), sha256, rows, bytes, from, to],
  );
  if (rowCount !== 1) return false;
  await note(ctx, client, { event: "import.shelved", importId, detail: { rows: Number(rows) } });
  return true;
}

export type Fixed = {
  importId: string;
  /** Of all problems: what is still out, and what of that nobody wants. */
  rejected: bigint;
  skipped: bigint;
  from: Day | null;
  to: Day | null;
  problemGroups: ProblemGroup[];
};

/**
 * Rows that were put right are accepted now: in the ledger's transaction, or alone when rows were only skipped. Sets
 * what is, never adds, so that it may run twice.
 */
export async function finishFix(
  ctx: Context,
  client: Pick<PoolClient, "query">,
  fixed: Fixed,
): Promise<boolean> {
  const { importId, rejected, skipped, from, to, problemGroups } = fixed;
  const { rowCount } = await client.query(
    `UPDATE import SET rows_accepted = rows_read - $3, rows_rejected = $3, rows_skipped = $4,
       period_from = least(period_from, $5::date), period_to = greatest(period_to, $6::date), problem_groups = $7
     WHERE id = $1 AND organisation_id = $2 AND status = 'done' AND taken_back_at IS NULL`,
    [importId, ctx.organisation.id, rejected, skipped, from, to, JSON.stringify(problemGroups)],
  );
  return rowCount === 1;
}

/** Without any change of the figures. */
export const finishSkip = (ctx: Context, fixed: Fixed) => finishFix(ctx, ctx.pool, fixed);

/** In the ledger's transaction: the figures are without it now. */
export async function finishWithdrawal(ctx: Context, client: PoolClient, importId: string): Promise<void> {
  await client.query(
    `UPDATE import SET status = 'taken-back' WHERE id = $1 AND organisation_id = $2 AND status = 'done'`,
    [importId, ctx.organisation.id],
  );
}

/** Twice a second at most; a lost one does no harm. */
export async function saveProgress(
  ctx: Context,
  importId: string,
  progress: { bytes: bigint; rows: bigint },
): Promise<void> {
  await ctx.pool.query(
    `UPDATE import SET bytes_read = least($3, bytes_total), rows_read = $4
     WHERE id = $1 AND organisation_id = $2 AND status = 'running'`,
    [importId, ctx.organisation.id, progress.bytes, progress.rows],
  );
}

type Note = { event: `${string}.${string}`; importId: string; detail: Record<string, number> };

/** The audit line of a change that is made in the ledger's own transaction. */
async function note(ctx: Context, client: PoolClient, { event, importId, detail }: Note): Promise<void> {
  const { actor } = ctx;
  const name = actor.kind === "system" ? "system" : `${actor.kind}:${actor.email ?? actor.name}`;
  await client.query(
    "INSERT INTO audit_entry (organisation_id, at, actor, event, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)",
    [ctx.organisation.id, ctx.now(), name, event, importId, JSON.stringify(detail)],
  );
}
