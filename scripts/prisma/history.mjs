import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const lockfile = `# Do not edit: says which kind of database the migrations are for.\nprovider = "postgresql"\n`;
export const filters = { externalTables: [], externalEnums: [] };

/** The schema as the engine wants it: a pair of path and text. */
export function readSchema(folder) {
  const path = join(folder, "schema.prisma");
  return [path, readFileSync(path, "utf8")];
}

/** Every migration, oldest first: `[{ name, sql }]`. */
export function readMigrations(folder) {
  const base = join(folder, "migrations");
  if (!existsSync(base)) return [];
  return readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(base, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort()
    .map((name) => ({ name, sql: readFileSync(join(base, name, "migration.sql"), "utf8") }));
}

/** The same history in the words of the engine. */
export function migrationList(folder) {
  const lockPath = join(folder, "migrations", "migration_lock.toml");
  return {
    baseDir: join(folder, "migrations"),
    lockfile: {
      path: "migration_lock.toml",
      content: existsSync(lockPath) ? readFileSync(lockPath, "utf8") : lockfile,
    },
    shadowDbInitScript: "",
    migrationDirectories: readMigrations(folder).map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok", value: sql } },
    })),
  };
}

/** Writes a new migration; answers its path. */
export function writeMigration(folder, { name, sql, at }) {
  const stamp = at.toISOString().replace(/\D/g, "").slice(0, 14);
  const target = join(folder, "migrations", `${stamp}_${name}`);
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "migration.sql"), sql);
  const lockPath = join(folder, "migrations", "migration_lock.toml");
  if (!existsSync(lockPath)) writeFileSync(lockPath, lockfile);
  return join(target, "migration.sql");
}
