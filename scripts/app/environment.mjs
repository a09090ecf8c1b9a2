import { createHmac, randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The key that encrypts credentials: given, or made once and kept beside the data it protects. */
export function ensureSecret(dataDir) {
  if (process.env.OFFPEAK_SECRET) return process.env.OFFPEAK_SECRET;
  const path = join(dataDir, "secret");
  if (!existsSync(path)) {
    // Whole or not at all: half a key written on a full disk would lock the data away.
    const draft = `${path}.${process.pid}`;
    writeFileSync(draft, randomBytes(32).toString("base64url"), { mode: 0o600 });
    try {
      linkSync(draft, path);
    } catch (error) {
      if (error.code !== "EEXIST") throw error;
    } finally {
      rmSync(draft, { force: true });
    }
  }
  return readFileSync(path, "utf8").trim();
}

/** The address people open. Listening on every interface, we still name one that a browser can reach. */
export function addressOf(host, port) {
  const everywhere = ["0.0.0.0", "::", "127.0.0.1", "::1", "localhost"];
  const name = everywhere.includes(host) ? "localhost" : host.includes(":") ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

/** What web, worker, command line and benches need to know, on top of what was given. */
export function programEnvironment({ dataDir, databaseUrl, host = "127.0.0.1", port = 3000 }) {
  const secret = ensureSecret(dataDir);
  return {
    ...process.env,
    PORT: String(port),
    HOST: host,
    OFFPEAK_DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    OFFPEAK_SECRET: secret,
    // Another key from the same seed: a leaked session key does not open stored credentials.
    NEXTAUTH_SECRET: createHmac("sha256", secret).update("next-auth").digest("base64url"),
    NEXTAUTH_URL: process.env.OFFPEAK_URL || addressOf(host, port),
  };
}
