import type { Format, Mapping, Projection } from "@/lib/core/format";
import { MOST_NAMES } from "@/lib/core/format";
import type { Day } from "@/lib/core/period";
import { type Duck, literal, rowsOf } from "@/lib/platform/duckdb";
import type { Sniffed } from "../sniffing/sniff";
import { canonicalSql } from "./query";
import { REJECTS } from "./records";

export type Reading = {
  format: Format;
  sniffed: Sniffed;
  mapping: Mapping | null;
  today: Day;
  /** Names that are known to be run ids. */
  notNames: string[];
};

export type Projected = { projection: Projection; notNames: string[] };

/** A file is read as it came, or from a cleaned copy, which is never packed. */
export type Input = { path: string; gzip: boolean; skip: number; cleaned: boolean };

/** Writes all records of the file, in file order, to one Parquet part. `mixed`: its line ends were more than DuckDB takes. */
export async function projectFile(
  duck: Duck,
  reading: Reading,
  { input, part }: { input: Input; part: string },
): Promise<Projected | "mixed"> {
  const { sniffed } = reading;
  const once = async (notNames: string[]): Promise<Projected | "mixed"> => {
    const projection = reading.format.project(sniffed.sample, { ...reading, notNames });
    const { columns, delimiter } = sniffed.sample;
    const write = (strict: boolean) =>
      writePart(duck, canonicalSql(projection, { ...input, columns, delimiter, strict }), part);
    try {
      await write(true);
    } catch (error) {
      if (!isMixedLineEnds(error)) throw error;
      if (!input.cleaned) return "mixed";
      await write(false);
    }
    return { projection, notNames };
  };
  const first = await once(reading.notNames);
  if (first === "mixed" || first.projection.endpointFrom === null) return first;
  const ids = await runIds(duck, part);
  // Rare: some name had a value for almost every call, so it was no name. The file is read again without it.
  return ids.length ? once([...reading.notNames, ...ids]) : first;
}

async function writePart(duck: Duck, sql: string, part: string): Promise<void> {
  for (const table of [REJECTS, `${REJECTS}_scan`]) await duck.run(`DROP TABLE IF EXISTS ${table}`);
  await duck.run(`COPY (${sql}) TO ${literal(part)} (FORMAT parquet, COMPRESSION zstd)`);
}

function isMixedLineEnds(error: unknown): boolean {
  return error instanceof Error && error.message.includes("state machine reached an invalid state");
}

/** Names of which one import has more values than anybody gives names. */
async function runIds(duck: Duck, part: string): Promise<string[]> {
  const file = literal(part);
  const [all] = await rowsOf<{ n: bigint }>(
    duck,
    `SELECT approx_count_distinct(endpoint) AS n FROM read_parquet(${file})`,
  );
  // The estimate is off by some per cent; only near the limit is it worth to count.
  if (!all || Number(all.n) < MOST_NAMES * 0.7) return [];
  const rows = await rowsOf<{ name: string }>(
    duck,
    `SELECT endpoint_from AS name FROM read_parquet(${file}) WHERE endpoint_from IS NOT NULL
     GROUP BY 1 HAVING count(DISTINCT endpoint) > ${MOST_NAMES}`,
  );
  return rows.map(({ name }) => name);
}
