import { writeFile } from "node:fs/promises";
import path from "node:path";
import { CANONICAL, type CanonicalColumn } from "@/lib/core/format";
import type { SourceKind } from "@/lib/core/values";
import { literal, withDuck } from "@/lib/platform/duckdb";
import type { TestContext } from "@/lib/testing/context";

export type CanonicalRow = Partial<Record<CanonicalColumn, string | number | boolean | null>>;
export type Shelved = {
  id: string;
  sourceId: number;
  sourceKind: SourceKind;
  capturedAt: Date;
  receivedAt: Date;
  sha256: string;
  rows: string;
};

/** Accepted rows as the imports stage leaves them: Parquet parts with all canonical columns. */
export async function writeParts(ctx: TestContext, id: string, parts: CanonicalRow[][]): Promise<string> {
  const folder = await ctx.files.folder("imports", id, "rows");
  const columns = Object.entries(CANONICAL);
  const types = columns.map(([name, type]) => `${name}: ${literal(type)}`).join(", ");
  await withDuck(folder, async (duck) => {
    for (const [index, rows] of parts.entries()) {
      const json = path.join(folder, `part-${index}.json`);
      await writeFile(json, rows.map((row) => JSON.stringify(row)).join("\n"));
      const source =
        rows.length > 0
          ? `read_json(${literal(json)}, format = 'newline_delimited', columns = {${types}})`
          : `(SELECT ${columns.map(([name, type]) => `NULL::${type} AS ${name}`).join(", ")}) WHERE false`;
      await duck.run(
        `COPY (SELECT ${columns.map(([name]) => name).join(", ")} FROM ${source})
         TO ${literal(path.join(folder, `part-${index}.parquet`))} (FORMAT parquet)`,
      );
    }
  });
  return path.join(folder, "part-*.parquet");
}

type Shelving = {
  id: string;
  source: string;
  kind: SourceKind;
  capturedAt: Date;
  receivedAt?: Date;
  sha256?: string;
  rows: CanonicalRow[];
};

/** An import with its rows, as if the imports stage had just read it; nothing of it is in the ledger yet. */
export async function shelve(ctx: TestContext, input: Shelving): Promise<Shelved> {
  const organisationId = ctx.organisation.id;
  const name = { organisationId, format: "test", name: input.source };
  const source = await ctx.db.source.upsert({
    where: { organisationId_format_name: name },
    create: { ...name, kind: input.kind },
    update: {},
  });
  const sha256 = input.sha256 ?? input.id;
  const times = { capturedAt: input.capturedAt, receivedAt: input.receivedAt ?? input.capturedAt };
  await ctx.db.import.create({
    data: {
      id: input.id,
      organisationId,
      kind: "usage",
      format: "test",
      sourceId: source.id,
      filename: `${input.id}.csv`,
      sha256,
      status: "running",
      createdBy: "test",
      ...times,
    },
  });
  const rows = await writeParts(ctx, input.id, [input.rows]);
  return { id: input.id, sourceId: source.id, sourceKind: input.kind, sha256, rows, ...times };
}
