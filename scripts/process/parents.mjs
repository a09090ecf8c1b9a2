import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { commandOf } from "./identity.mjs";

/**
 * npm does not pass a SIGTERM on: it dies and leaves us behind. So, when npm started us, watch the chain up to it
 * (there is usually a shell between) and call `onGone` when a link breaks. Started by hand, nobody is watched: a
 * shell that ends after `nohup … &` is no reason to stop.
 */
export function watchParents(onGone) {
  if (!process.env.npm_lifecycle_event || process.platform === "win32") return;
  const between = /(^|\/)(ba|da|z|k)?sh( |$)/.test(commandOf(process.ppid) ?? "")
    ? parentOf(process.ppid)
    : null;
  const direct = process.ppid;
  const timer = setInterval(() => {
    const chainHolds = process.ppid === direct && (between === null || parentOf(direct) === between);
    if (chainHolds) return;
    clearInterval(timer);
    onGone();
  }, 500);
  timer.unref();
}

function parentOf(pid) {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
      return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    }
    return Number(spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" }).stdout.trim());
  } catch {
    return null;
  }
}
