import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

// A process id alone proves nothing: after a crash or in a new container the same number soon belongs to somebody
// else. The id together with the start time does not come twice.

/** `"pid@start"` of a living process, null when it is gone or only a zombie. */
export function identityOf(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return null;
  if (process.platform === "linux") return linuxIdentity(pid);
  if (process.platform === "win32") return signalReaches(pid) ? `${pid}@` : null;
  const answer = spawnSync("ps", ["-o", "stat=,lstart=", "-p", String(pid)], { encoding: "utf8" });
  const [state, ...start] = answer.stdout?.trim().split(/\s+/) ?? [];
  if (!state || state.startsWith("Z")) return null;
  return `${pid}@${start.join(" ")}`;
}

function linuxIdentity(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The command name stands in brackets and may itself hold spaces and brackets; fields count from the last one.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null;
    return `${pid}@${fields[19]}`;
  } catch {
    return null;
  }
}

function signalReaches(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

export function isAlive(identity) {
  return identity !== null && identityOf(Number.parseInt(identity, 10)) === identity;
}

/** The command line of a process, or null where it cannot be seen. */
export function commandOf(pid) {
  try {
    if (process.platform === "linux") {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim() || null;
    }
    if (process.platform === "win32") return null;
    return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim() || null;
  } catch {
    return null;
  }
}

export const me = () => identityOf(process.pid) ?? `${process.pid}@`;
