import { notFound } from "@/lib/core/errors";
import type { Mapping } from "@/lib/core/format";
import { dayOf } from "@/lib/core/period";
import type { ImportStatus } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { Import as Row } from "@/prisma/generated/client";
import { Prisma } from "@/prisma/generated/client";
import type { Import, ImportKind, Preview } from "../model/import";
import type { ProblemGroup } from "../model/problems";
import type { Failure } from "../model/refusals";

type Ctx = Pick<Context, "db" | "organisation">;

export type NewImport = Pick<
  Import,
  | "id"
  | "kind"
  | "format"
  | "filename"
  | "sourceName"
  | "sha256"
  | "status"
  | "capturedAt"
  | "receivedAt"
  | "bytesTotal"
> & { createdBy: string; failure: Failure | null; sourceId?: number };

export async function createImport(ctx: Ctx, input: NewImport): Promise<void> {
  const { failure, ...rest } = input;
  await ctx.db.import.create({
    data: { ...rest, organisationId: ctx.organisation.id, failure: failure ?? Prisma.DbNull },
  });
}

/** Null when there is none of that id. */
export async function findImport(ctx: Ctx, importId: string): Promise<Import | null> {
  const row = await ctx.db.import.findFirst({ where: { id: importId, organisationId: ctx.organisation.id } });
  return row && toImport(row);
}

/** Throws notFound; another organisation's import is not found either. */
export async function loadImport(ctx: Ctx, importId: string): Promise<Import> {
  const row = await ctx.db.import.findFirst({ where: { id: importId, organisationId: ctx.organisation.id } });
  if (!row) throw notFound("This import");
  return toImport(row);
}

export async function loadImports(
  ctx: Ctx,
  { limit, after }: { limit: number; after: { at: Date; id: string } | null },
): Promise<Import[]> {
  const rows = await ctx.db.import.findMany({
    where: {
      organisationId: ctx.organisation.id,
      ...(after && {
        OR: [{ receivedAt: { lt: after.at } }, { receivedAt: after.at, id: { lt: after.id } }],
      }),
    },
    orderBy: [{ receivedAt: "desc" }, { id: "desc" }],
    take: limit + 1,
  });
  return rows.map(toImport);
}

type Change = Partial<{
  format: string;
  mapping: Mapping | null;
  preview: Preview | null;
  failure: Failure | null;
  problemGroups: ProblemGroup[];
  sourceId: number;
  bytesRead: bigint;
  rowsRead: bigint;
  rowsAccepted: bigint;
  rowsRejected: bigint;
  rowsSkipped: bigint;
  takenBackAt: Date;
  finishedAt: Date | null;
}>;

/** Moves the import on when, and only when, it is still in one of these states. False when somebody was faster. */
export async function moveImport(
  ctx: Ctx,
  step: { importId: string; from: ImportStatus[]; to: ImportStatus },
  change: Change = {},
): Promise<boolean> {
  const { mapping, preview, failure, problemGroups, ...rest } = change;
  const { count } = await ctx.db.import.updateMany({
    where: { id: step.importId, organisationId: ctx.organisation.id, status: { in: step.from } },
    data: {
      ...rest,
      status: step.to,
      ...(mapping !== undefined && { mapping: mapping ?? Prisma.DbNull }),
      ...(preview !== undefined && { preview: preview ?? Prisma.DbNull }),
      ...(failure !== undefined && { failure: failure ?? Prisma.DbNull }),
      ...(problemGroups !== undefined && { problemGroups }),
    },
  });
  return count > 0;
}

/** Same format and name, same source: its files may overlap and replace each other. */
export async function sourceIdOf(
  ctx: Ctx,
  source: { format: string; name: string; kind: string },
): Promise<number> {
  const { format, name, kind } = source;
  const key = { organisationId: ctx.organisation.id, format, name };
  const row = await ctx.db.source.upsert({
    where: { organisationId_format_name: key },
    create: { ...key, kind },
    update: {},
  });
  return row.id;
}

function toImport(row: Row): Import {
  return {
    ...row,
    kind: row.kind as ImportKind,
    status: row.status as ImportStatus,
    periodFrom: row.periodFrom && dayOf(row.periodFrom),
    periodTo: row.periodTo && dayOf(row.periodTo),
    mapping: row.mapping as Mapping | null,
    preview: row.preview as Preview | null,
    problemGroups: row.problemGroups as ProblemGroup[],
    failure: row.failure as Failure | null,
  };
}

/** Which of these ids are imports, of whatever organisation. */
export async function loadKnownIds({ pool }: Pick<Context, "pool">, ids: string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ id: string }>("SELECT id FROM import WHERE id = ANY($1)", [ids]);
  return new Set(rows.map(({ id }) => id));
}
