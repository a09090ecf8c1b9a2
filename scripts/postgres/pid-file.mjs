import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * What a running Postgres writes about itself: line 1 its process, 4 the port, 8 the state.
 * @returns {{ pid: number, port: number | null, ready: boolean } | null}
 */
export function parsePidFile(text) {
  const lines = text.split("\n").map((line) => line.trim());
  const pid = Number.parseInt(lines[0] ?? "", 10);
  if (!Number.isInteger(pid) || pid === 0) return null;
  const port = Number.parseInt(lines[3] ?? "", 10);
  // A standalone backend writes a negative pid.
  return { pid: Math.abs(pid), port: Number.isInteger(port) ? port : null, ready: lines[7] === "ready" };
}

export function readPidFile(pgdata) {
  try {
    return parsePidFile(readFileSync(join(pgdata, "postmaster.pid"), "utf8"));
  } catch {
    return null;
  }
}
