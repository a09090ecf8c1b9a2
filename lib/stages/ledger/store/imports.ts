import path from "node:path";
import type { SourceKind } from "@/lib/core/values";
import type { Context } from "@/lib/platform/context";
import type { PoolClient } from "@/lib/platform/db";
import type { ImportFile } from "../model";

/** Every usage import of the organisation that stands. */
export async function loadStanding(ctx: Context, client: PoolClient): Promise<ImportFile[]> {
  const { rows } = await client.query<Omit<ImportFile, "rows" | "sourceKind"> & { sourceKind: SourceKind }>(
    `select i.id, i.source_id as "sourceId", s.kind as "sourceKind", i.captured_at as "capturedAt",
       i.received_at as "receivedAt", i.sha256
     from import i join source s on s.id = i.source_id
     where i.organisation_id = $1 and i.kind = 'usage' and i.status = 'done' and i.sha256 is not null`,
    [ctx.organisation.id],
  );
  return rows.map((row) => ({ ...row, rows: rowsOfImport(ctx, row.id) }));
}

/** Where the accepted rows of an import lie. */
export function rowsOfImport(ctx: Context, importId: string): string {
  return path.join(ctx.files.pathOf("imports", importId, "rows"), "part-*.parquet");
}
