import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { Refusal } from "../process/refusal.mjs";

// Postgres refuses to run as root. As root we run it under an account that every Linux has.

export const isRoot = () => process.getuid?.() === 0;

/** uid and gid to run Postgres as; null means: as ourselves. A data folder that exists keeps its owner. */
export function accountFor(pgdata) {
  const owner = existsSync(pgdata) ? statSync(pgdata) : null;
  if (!isRoot()) {
    const mine = process.getuid?.();
    if (owner && mine !== undefined && owner.uid !== mine) {
      throw new Refusal(
        `${pgdata} belongs to another user (uid ${owner.uid}). Start as that user, or set OFFPEAK_DATA_DIR to another folder.`,
      );
    }
    return null;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return systemAccount(readFileSync("/etc/passwd", "utf8"));
}

export function systemAccount(passwd) {
  for (const name of ["postgres", "nobody"]) {
    const fields = passwd
      .split("\n")
      .map((line) => line.split(":"))
      .find((parts) => parts[0] === name);
    if (fields) return { uid: Number(fields[2]), gid: Number(fields[3]) };
  }
  throw new Refusal(
    "Postgres cannot run as root and this machine has neither a postgres nor a nobody account. Start as an ordinary user.",
  );
}

/** Can the account walk down to this path? One closed parent is enough to fail. */
export function canEnter(path, account) {
  if (account === null) return true;
  let at = realpathSync(path);
  for (;;) {
    const { mode, uid, gid } = statSync(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (dirname(at) === at) return true;
    at = dirname(at);
  }
}

/**
 * Makes the folder of our data: private, but as root passable for the account of Postgres. The parents come first and
 * with ordinary rights: `recursive` together with a mode would close them all.
 */
export function makeDataDir(path) {
  mkdirSync(dirname(path), { recursive: true });
  mkdirSync(path, { recursive: true });
  if (isRoot()) {
    if (statSync(path).uid === 0) chmodSync(path, 0o711);
  } else if (statSync(path).uid === process.getuid?.()) chmodSync(path, 0o700);
}
