import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isAlive } from "../process/identity.mjs";

// What runs is written down, so that after a kill -9 of start.mjs the next start can end what was left, instead of
// finding its port taken by the old app.

const fileIn = (dataDir) => join(dataDir, "programs.json");

export function writeDown(dataDir, programs) {
  const identities = programs
    .filter((program) => program?.running && program.identity)
    .map((program) => program.identity);
  // Moved into place whole: whoever reads it after a crash finds all of it.
  const draft = `${fileIn(dataDir)}.new`;
  writeFileSync(draft, JSON.stringify(identities), { mode: 0o600 });
  renameSync(draft, fileIn(dataDir));
}

export const forget = (dataDir) => rmSync(fileIn(dataDir), { force: true });

export async function endLeftovers(dataDir) {
  const left = writtenDown(dataDir).filter(isAlive);
  for (const identity of left) signal(identity, "SIGTERM");
  const until = Date.now() + 10_000;
  while (left.some(isAlive)) {
    if (Date.now() > until) for (const identity of left.filter(isAlive)) signal(identity, "SIGKILL");
    await sleep(50);
  }
  forget(dataDir);
}

function signal(identity, name) {
  try {
    process.kill(Number.parseInt(identity, 10), name);
  } catch {
    // ended meanwhile
  }
}

function writtenDown(dataDir) {
  try {
    const found = JSON.parse(readFileSync(fileIn(dataDir), "utf8"));
    return Array.isArray(found) ? found.filter((entry) => typeof entry === "string") : [];
  } catch {
    return [];
  }
}
