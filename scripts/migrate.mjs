import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { onDatabase, withClient } from "./postgres/connect.mjs";
import { createScratch, dropScratch, withEngine } from "./prisma/engine.mjs";
import { filters, migrationList, readMigrations, readSchema, writeMigration } from "./prisma/history.mjs";
import { diskFullRefusal, isDiskFull, Refusal, runMain } from "./process/refusal.mjs";

const home = fileURLToPath(new URL("../prisma", import.meta.url));

/** Applies what is missing; safe to call from several processes at once. Answers the names it applied. */
export async function deploy(url, folder = home) {
  return withEngine({ url, schema: readSchema(folder) }, async (engine, failure) => {
    try {
      const answer = await engine.applyMigrations({ migrationsList: migrationList(folder), filters });
      return answer.appliedMigrationNames;
    } catch (error) {
      throw notDeployed(failure() ?? error);
    }
  });
}

function notDeployed(cause) {
  if (isDiskFull(cause)) return diskFullRefusal("the database");
  return new Refusal(`The database could not be brought up to date: ${oneLine(cause)}`, { cause });
}

/**
 * SQL that would bring the migrated schema to schema.prisma; empty when both agree. Compared is what Prisma can model:
 * a partial, covering or expression index is written by hand, and Prisma would only propose to drop it.
 */
export async function diff(url, folder = home) {
  const scratch = await createScratch(url);
  const scratchUrl = onDatabase(url, scratch);
  try {
    const byHand = await withClient(scratchUrl, async (client) => {
      for (const { name, sql } of readMigrations(folder)) await apply(client, name, sql);
      return indexesByHand(client);
    });
    const schema = readSchema(folder);
    const files = [{ path: schema[0], content: schema[1] }];
    const { stdout } = await withEngine({ url: scratchUrl, schema }, (engine) =>
      engine.diff({
        from: { tag: "schemaDatasource", files, configDir: folder },
        to: { tag: "schemaDatamodel", files },
        script: true,
        exitCode: null,
        filters,
      }),
    );
    return withoutDrops(stdout ?? "", byHand);
  } finally {
    await dropScratch(url, scratch);
  }
}

async function apply(client, name, sql) {
  try {
    await client.query(sql);
  } catch (error) {
    throw new Refusal(`Migration ${name} fails on an empty database: ${error.message}`, { cause: error });
  }
}

async function indexesByHand(client) {
  const { rows } = await client.query(
    `select relname as name from pg_index join pg_class on pg_class.oid = indexrelid
     where relnamespace = 'public'::regnamespace
       and (indpred is not null or indexprs is not null or indnullsnotdistinct or indnkeyatts < indnatts)`,
  );
  return rows.map((row) => row.name);
}

/** The script without the steps that drop one of these indexes. */
export function withoutDrops(script, indexes) {
  const kept = script
    .split(/^(?=-- )/m)
    .filter((step) => !indexes.some((name) => step.trim() === `-- DropIndex\nDROP INDEX "${name}";`))
    .join("");
  return kept.replace(/^--.*$/gm, "").trim() === "" ? "" : kept;
}

/** What the database has and lacks. */
export async function status(url, folder = home) {
  const { rows: found } = await withClient(url, (client) =>
    client.query("select to_regclass('_prisma_migrations') as name"),
  );
  const done = found[0].name === null ? [] : await recorded(url);
  const names = readMigrations(folder).map((migration) => migration.name);
  const finished = new Set(done.filter((row) => row.finished_at !== null).map((row) => row.migration_name));
  return {
    applied: names.filter((name) => finished.has(name)),
    waiting: names.filter((name) => !finished.has(name)),
    failed: done.filter((row) => row.finished_at === null).map((row) => row.migration_name),
    unknown: [...finished].filter((name) => !names.includes(name)),
  };
}

async function recorded(url) {
  const { rows } = await withClient(url, (client) =>
    client.query("select migration_name, finished_at from _prisma_migrations where rolled_back_at is null"),
  );
  return rows;
}

function oneLine(error) {
  return String(error?.message ?? error)
    .replace(/\s+/g, " ")
    .trim();
}

const verbs = {
  async deploy({ url }) {
    const applied = await deploy(url);
    console.log(applied.length === 0 ? "Nothing to apply." : `Applied ${applied.join(", ")}.`);
  },
  async diff({ url }) {
    const sql = await diff(url);
    console.log(sql === "" ? "No difference." : sql);
    return sql === "" ? 0 : 2;
  },
  async status({ url }) {
    for (const [word, names] of Object.entries(await status(url)))
      console.log(`${word}: ${names.join(", ") || "none"}`);
  },
  async create({ url, name }) {
    if (!/^[a-z0-9_]+$/.test(name ?? ""))
      throw new Refusal("Name the migration in small letters: npm run migrate -- create add_owner");
    const sql = await diff(url);
    console.log(writeMigration(home, { name, sql: sql || "-- Written by hand.\n", at: new Date() }));
  },
};

async function main([verb = "deploy", name]) {
  const run = verbs[verb];
  if (!run) throw new Refusal(`There is no "${verb}". Use one of: ${Object.keys(verbs).join(", ")}.`);
  const { ensureDatabase, throwAwayDatabase } = await import("./database.mjs");
  // Comparing and creating need no data of ours, only a server to try the migrations on.
  const aside = verb === "diff" || verb === "create";
  const dataDir = process.env.OFFPEAK_DATA_DIR || ".offpeak";
  const database = aside ? await throwAwayDatabase({ test: true }) : await ensureDatabase({ dataDir });
  try {
    return await run({ url: database.url, name });
  } finally {
    await database.stop();
  }
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await runMain(() => main(process.argv.slice(2)));
}
