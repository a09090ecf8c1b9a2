import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { onDatabase, withClient } from "../postgres/connect.mjs";

// Prisma's own schema engine as WebAssembly: the native one would have to be downloaded. It leans on internals of
// Prisma, so the versions are pinned; `migrate diff` on an empty database in the checks says when they drift apart.

const charOid = 18;
const textOid = 25;

/**
 * Lends an engine over one database. `failure()` tells what Postgres said about a script that failed. The connections
 * are ended afterwards: the engine by itself leaves them open, and a database with visitors cannot be copied.
 */
export async function withEngine({ url, schema }, work) {
  const failures = [];
  const panics = [];
  const opened = [];
  // The engine reports a panic to a global object that its host is expected to bring.
  globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => panics.push(message) };
  const glue = await loadGlue();
  const factory = bindMigrationAwareSqlAdapterFactory({
    adapterName: "@prisma/adapter-pg",
    provider: "postgres",
    connect: async () => {
      const adapter = await openAdapter(url, failures);
      opened.push(adapter);
      return adapter;
    },
    connectToShadowDb: () => openShadow(url, failures),
  });
  const engine = await glue.SchemaEngine.new({ datamodels: [schema] }, () => {}, factory);
  try {
    return await work(engine, () => failures.at(-1) ?? panics.at(-1));
  } finally {
    await Promise.all(opened.map((adapter) => adapter.dispose()));
  }
}

let glue;
async function loadGlue() {
  if (glue) return glue;
  const loaded = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const bytes = readFileSync(join(folder, "schema_engine_bg.wasm"));
  const { instance } = await WebAssembly.instantiate(bytes, {
    "./schema_engine_bg.js": withoutLingering(loaded),
  });
  loaded.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  glue = loaded;
  return glue;
}

/** The engine guards its lock with a timer of 10 s and leaves it ticking: it must not keep the process alive. */
function withoutLingering(imports) {
  const entries = Object.entries(imports).map(([name, value]) => {
    if (!name.startsWith("__wbg_setTimeout")) return [name, value];
    return [name, (callback, ms) => setTimeout(callback, ms >>> 0).unref()];
  });
  return Object.fromEntries(entries);
}

async function openAdapter(url, failures, onDispose) {
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on("error", () => {});
  const adapter = await new PrismaPg(pool).connect();
  readCharColumns(adapter);
  // The stock adapter cuts scripts at every ";", also inside function bodies.
  adapter.executeScript = async (sql) => {
    try {
      await pool.query(sql);
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };
  adapter.dispose = async () => {
    if (pool.ended) return;
    await pool.end();
    await onDispose?.();
  };
  return adapter;
}

/** The catalogue's "char" is unknown to the adapter: read it as text, then name it a character. */
function readCharColumns(adapter) {
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);
  const chars = new WeakMap();
  adapter.performIO = async (query) => {
    const result = await performIO(query);
    const found = [];
    result.fields.forEach((field, index) => {
      if (field.dataTypeID !== charOid) return;
      field.dataTypeID = textOid;
      found.push(index);
    });
    chars.set(query, found);
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of chars.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
}

async function openShadow(url, failures) {
  const name = await createScratch(url);
  return openAdapter(onDatabase(url, name), failures, () => dropScratch(url, name));
}

/** A database for a moment, beside the real one. */
export async function createScratch(url) {
  const name = `offpeak_scratch_${randomUUID().replaceAll("-", "")}`;
  await withClient(url, (client) => client.query(`create database ${name} template template0`));
  return name;
}

export async function dropScratch(url, name) {
  await withClient(url, (client) => client.query(`drop database if exists ${name} with (force)`));
}
