import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { accountFor, canEnter, isRoot, makeDataDir } from "./postgres/account.mjs";
import { sharedFolder, usableBinaries } from "./postgres/binaries.mjs";
import { makeCluster, passwordIn } from "./postgres/cluster.mjs";
import { proveExternal, withClient } from "./postgres/connect.mjs";
import { findRunning, startServer, stopServer } from "./postgres/server.mjs";
import { alone, hold, letGo, livingHolders } from "./process/lock.mjs";

const databaseName = "offpeak";

/**
 * A database that answers: the one of DATABASE_URL, else our own server in the data folder, started when none runs
 * there. Several processes may share it; `stop()` lets go, and the last to let go stops the server.
 */
export async function ensureDatabase({ dataDir, test = false, own = test }) {
  const external = own ? undefined : process.env.DATABASE_URL;
  if (external) {
    await proveExternal(external);
    return { url: external, reused: true, external: true, stop: async () => {} };
  }
  makeDataDir(resolve(dataDir));
  const folder = folderFor(realpathSync(resolve(dataDir)));
  const gate = join(folder, "postgres.lock");
  return alone(gate, async () => {
    const place = placeIn(folder, test);
    await makeCluster(place);
    const running = await findRunning(place);
    const server = running ?? (await startServer(place));
    hold(place.holders);
    try {
      await makeDatabase(place, server.port);
    } catch (error) {
      if (!letGo(place.holders)) await stopServer(place);
      throw error;
    }
    const stop = () =>
      alone(gate, async () => {
        if (!letGo(place.holders)) await stopServer(place);
      });
    return {
      url: place.urlAt(server.port, databaseName),
      reused: running !== null,
      external: false,
      pid: server.pid,
      folder,
      stop,
    };
  });
}

/** A server of its own in a temporary folder, gone with everything in it after `stop()`. */
export async function throwAwayDatabase({ test = false } = {}) {
  await sweep();
  const dataDir = mkdtempSync(join(tmpdir(), throwAwayPrefix));
  const database = await ensureDatabase({ dataDir, test, own: true });
  const stop = async () => {
    await database.stop();
    for (const path of [database.folder, dataDir]) rmSync(path, { recursive: true, force: true });
  };
  return { ...database, dataDir, stop };
}

const throwAwayPrefix = "offpeak-throw-away-";

/** Stops and removes throw-away servers whose owners were killed before they could do it themselves. */
async function sweep() {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(throwAwayPrefix))) {
    try {
      const dataDir = join(tmpdir(), name);
      const folder = folderFor(dataDir);
      // A minute of grace: a server that is just being made has no holder yet.
      if (livingHolders(join(folder, "holders")) > 0 || Date.now() - statSync(dataDir).mtimeMs < 60_000)
        continue;
      await stopServer(placeIn(folder, true));
      for (const path of [folder, dataDir]) rmSync(path, { recursive: true, force: true });
    } catch {
      // another user's, or half gone: not ours to mend
    }
  }
}

/** Where the server's files lie: in the data folder, or, where only root may enter that, in one that all may. */
function folderFor(dataDir) {
  if (!isRoot() || canEnter(dataDir, accountFor(join(dataDir, "postgres")))) return dataDir;
  const folder = join(sharedFolder(), createHash("sha256").update(dataDir).digest("hex").slice(0, 12));
  mkdirSync(folder, { recursive: true, mode: 0o711 });
  return folder;
}

function placeIn(folder, test) {
  const pgdata = join(folder, "postgres");
  const account = accountFor(pgdata);
  const password = passwordIn(folder);
  return {
    folder,
    pgdata,
    account,
    password,
    test,
    bin: usableBinaries(account),
    log: join(folder, "postgres.log"),
    portFile: join(folder, "postgres-port"),
    holders: join(folder, "holders"),
    urlAt: (port, name) => `postgresql://offpeak:${password}@127.0.0.1:${port}/${name}`,
  };
}

async function makeDatabase(place, port) {
  await withClient(place.urlAt(port, "postgres"), async (client) => {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  });
}
