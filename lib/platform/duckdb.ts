import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

export type Duck = DuckDBConnection;

/**
 * One throw-away in-memory DuckDB. Spills to `folder` past its memory limit; `memory_limit` does not hold the
 * process under it exactly, so it is set well below what the process may use.
 */
export async function withDuck<T>(
  folder: string,
  work: (duck: Duck) => Promise<T>,
  options: { memory?: string; threads?: number } = {},
): Promise<T> {
  await mkdir(folder, { recursive: true });
  const spill = await mkdtemp(path.join(folder, "duck-"));
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: options.memory ?? "600MB",
    threads: String(options.threads ?? 2),
    temp_directory: spill,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const duck = await instance.connect();
  try {
    await duck.run("SET TimeZone='UTC'");
    return await work(duck);
  } finally {
    duck.closeSync();
    instance.closeSync();
    await rm(spill, { recursive: true, force: true });
  }
}

/** A text as an SQL literal. Paths and names only ever reach DuckDB through this or through parameters. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Rows as plain objects; BIGINT arrives as bigint. */
export async function rowsOf<T>(duck: Duck, sql: string): Promise<T[]> {
  const reader = await duck.runAndReadAll(sql);
  return reader.getRowObjectsJS() as T[];
}
