import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { authorise } from "@/lib/core/access";
import { CANONICAL, type CanonicalColumn } from "@/lib/core/format";
import type { Day } from "@/lib/core/period";
import type { Context } from "@/lib/platform/context";
import { literal, rowsOf, withDuck } from "@/lib/platform/duckdb";
import { rebuildLedger } from "@/lib/stages/ledger/rebuild-ledger";
import { OWN_FORMATS, type OwnFormat } from "./model/own";
import { createImport, findImport, sourceIdOf } from "./store/imports";
import { oneAtATime } from "./store/lock";
import { finishShelved, loadFile, loadStanding } from "./store/publish";

export type ShelveRows = {
  /** The same id again puts these rows in the place of those that it brought before. */
  importId: string;
  format: OwnFormat;
  /** What the list of imports calls it. */
  name: string;
  /** The columns of the CSV, which has no heading, in its order. */
  columns: readonly CanonicalColumn[];
  writeCsv(file: string): Promise<void>;
};

/** Taken back by a person: what it would have brought stays away. */
class TakenBack extends Error {}

/**
 * Rows of another stage enter the ledger as an import: it is listed, counts beside the others, and can be taken back.
 * Null when a person has taken it back. Safe to run twice; the figures change in one transaction with the import.
 */
export async function shelveRows(ctx: Context, input: ShelveRows): Promise<{ rows: bigint } | null> {
  authorise(ctx.actor, "imports.write");
  const { importId } = input;
  return oneAtATime(ctx, importId, async () => {
    const before = await findImport(ctx, importId);
    if (before?.takenBackAt) return null;
    const scratch = await ctx.files.folder("scratch");
    const csv = path.join(scratch, `${importId}.csv`);
    const parquet = path.join(scratch, `${importId}.parquet`);
    try {
      await input.writeCsv(csv);
      const read = await toParquet(scratch, { csv, parquet, columns: input.columns });
      await ensureImport(ctx, input, before !== null);
      await publish(ctx, { importId, parquet, ...read, ...(await digest(csv)) });
      return { rows: read.rows };
    } catch (error) {
      if (error instanceof TakenBack) return null;
      throw error;
    } finally {
      await rm(csv, { force: true });
      await rm(parquet, { force: true });
    }
  });
}

type Read = { rows: bigint; from: Day | null; to: Day | null };

async function toParquet(
  scratch: string,
  { csv, parquet, columns }: { csv: string; parquet: string; columns: readonly CanonicalColumn[] },
): Promise<Read> {
  const types = columns.map((name) => `${literal(name)}: ${literal(CANONICAL[name])}`).join(", ");
  const all = Object.entries(CANONICAL).map(([name, type]) =>
    columns.includes(name as CanonicalColumn) ? name : `NULL::${type} AS ${name}`,
  );
  return withDuck(scratch, async (duck) => {
    await duck.run(
      `COPY (SELECT ${all.join(", ")} FROM read_csv(${literal(csv)}, header = false, columns = {${types}}, nullstr = '\\N',
         delim = ',', quote = '"', escape = '"', parallel = false))
       TO ${literal(parquet)} (FORMAT parquet)`,
    );
    const [found] = await rowsOf<Read>(
      duck,
      `SELECT count(*) AS rows, min(ts)::DATE::VARCHAR AS "from", max(ts)::DATE::VARCHAR AS "to"
       FROM read_parquet(${literal(parquet)})`,
    );
    return found ?? { rows: 0n, from: null, to: null };
  });
}

async function digest(file: string): Promise<{ sha256: string; bytes: bigint }> {
  const hash = createHash("sha256");
  let bytes = 0;
  await pipeline(createReadStream(file), async (chunks) => {
    for await (const chunk of chunks as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      hash.update(chunk);
    }
  });
  return { sha256: hash.digest("hex"), bytes: BigInt(bytes) };
}

async function ensureImport(
  ctx: Context,
  { importId: id, format, name }: ShelveRows,
  isThere: boolean,
): Promise<void> {
  const sourceId = await sourceIdOf(ctx, { format, name: format, kind: OWN_FORMATS[format].kind });
  if (isThere) return;
  const now = ctx.now();
  await createImport(ctx, {
    ...{ id, kind: "usage", format, filename: name, sourceName: null, sha256: "", status: "running" },
    ...{ capturedAt: now, receivedAt: now, bytesTotal: 0n, createdBy: ctx.actor.name, failure: null },
    sourceId,
  });
}

type Publication = Read & { importId: string; parquet: string; sha256: string; bytes: bigint };

async function publish(ctx: Context, { importId, parquet, ...read }: Publication): Promise<void> {
  const file = await loadFile(ctx, importId);
  if (!file) throw new TakenBack();
  await rebuildLedger(ctx, {
    changed: { ...file, sha256: read.sha256 },
    standing: async (client) => {
      // Under the ledger's lock: nobody reads the rows that are replaced.
      const folder = ctx.files.pathOf("imports", importId, "rows");
      await mkdir(folder, { recursive: true });
      await rename(parquet, path.join(folder, "part-0.parquet"));
      const standing = await loadStanding(ctx, client, importId);
      return standing.map((one) => (one.id === importId ? { ...one, sha256: read.sha256 } : one));
    },
    async finish(client) {
      if (!(await finishShelved(ctx, client, { importId, ...read }))) throw new TakenBack();
    },
  });
}
