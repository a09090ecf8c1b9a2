import { spawn, spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commandOf, identityOf } from "../process/identity.mjs";
import { freePort } from "../process/ports.mjs";
import { diskFullRefusal, isDiskFull, Refusal } from "../process/refusal.mjs";
import { spawnOptions } from "./cluster.mjs";
import { withClient } from "./connect.mjs";
import { readPidFile } from "./pid-file.mjs";
import { KEEP_MEMORY, serverSettings } from "./settings.mjs";

const patienceMs = 60_000;

/**
 * The server that already runs on this data folder, proved by a real connection; null when none does.
 * @returns {Promise<{ pid: number, port: number } | null>}
 */
export async function findRunning(place) {
  const until = Date.now() + patienceMs;
  for (;;) {
    const seen = readPidFile(place.pgdata);
    if (seen === null || identityOf(seen.pid) === null) return null;
    if (!isPostgres(seen.pid)) {
      // The number was given to another program since; Postgres itself would refuse to start because of it.
      rmSync(join(place.pgdata, "postmaster.pid"), { force: true });
      return null;
    }
    const answer = seen.ready && seen.port !== null ? await greet(place, seen.port) : "starting";
    if (answer === "ours") return { pid: seen.pid, port: seen.port };
    if (answer === "foreign" || Date.now() > until) throw foreign(place, seen.pid);
    await sleep(100);
  }
}

function isPostgres(pid) {
  const command = commandOf(pid);
  return command === null || /postgres/i.test(command);
}

function foreign(place, pid) {
  return new Refusal(
    `Process ${pid} uses ${place.pgdata} and is not our database. End that process, or set OFFPEAK_DATA_DIR to another folder.`,
  );
}

async function greet(place, port) {
  try {
    await withClient(place.urlAt(port, "postgres"), (client) => client.query("select 1"));
    return "ours";
  } catch (error) {
    return error.code === "28P01" || error.code === "28000" ? "foreign" : "starting";
  }
}

/** Starts the server; waits out what a killed predecessor left behind. */
export async function startServer(place) {
  const until = Date.now() + patienceMs;
  let port = await freePort(preferredPort(place));
  for (;;) {
    const child = launch(place, port);
    if (await becameReady(place, child)) {
      writeFileSync(place.portFile, String(port));
      return { pid: child.pid, port };
    }
    const words = readFileSync(place.log, "utf8");
    if (isDiskFull(words)) throw diskFullRefusal(place.pgdata);
    if (/address already in use|could not bind/i.test(words)) port = await freePort();
    // After kill -9 the old backends finish what they do; until then the memory block is theirs.
    else if (!/pre-existing shared memory block|lock file .* already exists/i.test(words))
      throw wouldNotStart(place, words);
    if (Date.now() > until) throw wouldNotStart(place, words);
    await sleep(250);
  }
}

function launch(place, port) {
  if (existsSync(place.log)) renameSync(place.log, `${place.log}.1`);
  const log = openSync(place.log, "w", 0o600);
  const { env, ...options } = spawnOptions(place.account);
  // Detached: Ctrl-C in the terminal must reach us first, and Postgres only when web and worker are down.
  const child = spawn(
    join(place.bin, "postgres"),
    ["-D", place.pgdata, ...serverSettings({ port, test: place.test })],
    {
      ...options,
      env: { ...env, ...KEEP_MEMORY },
      detached: true,
      windowsHide: true,
      stdio: ["ignore", log, log],
    },
  );
  closeSync(log);
  child.failed = new Promise((resolve) => {
    child.once("error", resolve);
    child.once("exit", resolve);
  });
  child.failed.then(() => {
    child.gone = true;
  });
  child.unref();
  return child;
}

async function becameReady(place, child) {
  const until = Date.now() + patienceMs;
  while (!child.gone && Date.now() < until) {
    const seen = readPidFile(place.pgdata);
    if (seen?.pid === child.pid && seen?.ready && (await greet(place, seen.port)) === "ours") return true;
    await Promise.race([sleep(25), child.failed]);
  }
  if (!child.gone && child.pid) process.kill(child.pid, "SIGQUIT");
  return false;
}

function wouldNotStart(place, words) {
  const why = words
    .split("\n")
    .filter((line) => /FATAL|PANIC|error/.test(line))
    .at(-1);
  return new Refusal(
    `The database did not start: ${why?.replace(/^.*?(FATAL|PANIC):\s*/, "") ?? "no reason given"} (${place.log})`,
  );
}

function preferredPort(place) {
  try {
    return Number.parseInt(readFileSync(place.portFile, "utf8"), 10) || 0;
  } catch {
    return 0;
  }
}

/** Stops a server, started by us or not: fast first, and only when it does not heed, at once. */
export async function stopServer(place) {
  const seen = readPidFile(place.pgdata);
  const identity = seen === null ? null : identityOf(seen.pid);
  if (identity === null || !isPostgres(seen.pid)) return;
  const gone = async (ms) => {
    const until = Date.now() + ms;
    while (identityOf(seen.pid) === identity) {
      if (Date.now() > until) return false;
      await sleep(20);
    }
    return true;
  };
  if (process.platform === "win32") {
    spawnSync(join(place.bin, "pg_ctl"), ["stop", "-D", place.pgdata, "-m", "fast"], spawnOptions(null));
    return;
  }
  process.kill(seen.pid, "SIGINT");
  if (await gone(30_000)) return;
  process.kill(seen.pid, "SIGQUIT");
  await gone(5_000);
}
