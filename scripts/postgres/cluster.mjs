import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diskFullRefusal, isDiskFull, Refusal } from "../process/refusal.mjs";

export const serverVersion = "18";

/** The password of our server, made once and kept readable for us alone. */
export function passwordIn(folder) {
  const path = join(folder, "postgres-password");
  if (existsSync(path)) return readFileSync(path, "utf8").trim();
  if (existsSync(join(folder, "postgres"))) {
    throw new Refusal(
      `${path} is missing, and the database beside it cannot be opened without it. Restore that file.`,
    );
  }
  const password = randomBytes(24).toString("base64url");
  writeFileSync(path, password, { mode: 0o600 });
  return password;
}

/** Makes an empty cluster, beside its place and moved there when whole: a broken start leaves no half of one. */
export async function makeCluster({ bin, folder, pgdata, password, account }) {
  if (existsSync(join(pgdata, "PG_VERSION"))) return checkVersion(pgdata);
  const half = join(folder, "postgres.new");
  const passwordFile = join(folder, "postgres.pw");
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [half, passwordFile]) chownSync(path, account.uid, account.gid);
  try {
    const options = ["-D", half, "-U", "offpeak", "-A", "scram-sha-256", `--pwfile=${passwordFile}`];
    // The system writes an empty cluster out in its own time; waiting for it can take seconds on a busy disk.
    options.push("-E", "UTF8", "--locale=C", "--no-sync");
    const { error, words } = await execute(join(bin, "initdb"), options, spawnOptions(account));
    if (isDiskFull(words) || isDiskFull(error)) throw diskFullRefusal(folder);
    if (error)
      throw new Refusal(`The database could not be created in ${folder}: ${lastWords(error, words)}`);
    renameSync(half, pgdata);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(half, { recursive: true, force: true });
  }
}

/** Not the blocking kind: a Ctrl-C meanwhile must be heard. */
function execute(command, args, options) {
  return new Promise((resolve) => {
    execFile(command, args, options, (error, stdout, stderr) =>
      resolve({ error, words: `${stdout}${stderr}` }),
    );
  });
}

function checkVersion(pgdata) {
  const version = readFileSync(join(pgdata, "PG_VERSION"), "utf8").trim();
  if (version === serverVersion) return;
  throw new Refusal(
    `${pgdata} was written by PostgreSQL ${version}, we bring ${serverVersion}. Use DATABASE_URL for it, or set OFFPEAK_DATA_DIR to another folder.`,
  );
}

/** A clean environment: PGDATA, PGPORT and their like would bend our server. */
export function spawnOptions(account) {
  return {
    cwd: "/",
    encoding: "utf8",
    env: {
      PATH: process.env.PATH,
      LC_ALL: "C",
      ...(process.env.SystemRoot && { SystemRoot: process.env.SystemRoot }),
    },
    ...account,
  };
}

function lastWords(error, words) {
  const line = words
    .split("\n")
    .filter((text) => /error|fatal/i.test(text))
    .at(-1);
  return (line ?? error?.message ?? "no reason given").trim();
}
