import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive, me } from "./identity.mjs";
import { Refusal } from "./refusal.mjs";

/** Takes a lock file; null when taken, else the record of the living process that holds it. */
export function takeLock(path, record = {}) {
  // Written aside and then linked, so that nobody ever reads a lock that is still empty.
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify({ identity: me(), ...record }), { mode: 0o600 });
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (linked(draft, path)) return null;
      const holder = readLock(path);
      if (holder && isAlive(holder.identity)) return holder;
      clearStale(path);
    }
    return readLock(path) ?? { identity: null };
  } finally {
    rmSync(draft, { force: true });
  }
}

function linked(draft, path) {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

/** Moves a dead lock away; when another process was quicker and what we moved is alive, puts it back. */
function clearStale(path) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const holder = readLock(aside);
  if (holder && isAlive(holder.identity)) linked(aside, path);
  rmSync(aside, { force: true });
}

export function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return null;
  }
}

export function releaseLock(path) {
  if (readLock(path)?.identity === me()) rmSync(path, { force: true });
}

/** Runs `work` alone among all processes that use the same lock file. */
export async function alone(path, work, patienceMs = 120_000) {
  const until = Date.now() + patienceMs;
  while (takeLock(path) !== null) {
    if (Date.now() > until) {
      const holder = readLock(path)?.identity ?? "unknown";
      throw new Refusal(
        `Process ${holder.split("@")[0]} has held ${path} for too long. End it, then try again.`,
      );
    }
    await sleep(50);
  }
  try {
    return await work();
  } finally {
    releaseLock(path);
  }
}

// Holders: whoever uses a shared thing leaves a file with its identity; the last one out turns the light off.

export function hold(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, String(process.pid)), me());
}

/** Removes our own mark and those of the dead; answers whether a living holder remains. */
export function letGo(folder) {
  rmSync(join(folder, String(process.pid)), { force: true });
  return livingHolders(folder) > 0;
}

export function livingHolders(folder) {
  let living = 0;
  for (const name of namesIn(folder)) {
    const path = join(folder, name);
    const identity = textOf(path);
    if (identity && isAlive(identity)) living++;
    else rmSync(path, { force: true });
  }
  return living;
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}
