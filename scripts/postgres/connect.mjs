import { Refusal } from "../process/refusal.mjs";

/** Opens one connection, hands it to `work` and always closes it. `pg` is loaded late: it may not be installed yet. */
export async function withClient(url, work) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on("error", () => {}); // a server that dies meanwhile is reported by the query
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/** The same server, another database. */
export function onDatabase(url, name) {
  const other = new URL(url);
  other.pathname = `/${encodeURIComponent(name)}`;
  return other.href;
}

/** Proves that the database of DATABASE_URL answers; says in one line why it does not. Never shows the password. */
export async function proveExternal(url) {
  let where;
  try {
    const parsed = new URL(url);
    if (!/^postgres(ql)?:$/.test(parsed.protocol)) throw new Error("protocol");
    where = `${parsed.hostname || "localhost"}:${parsed.port || 5432}`;
  } catch {
    throw new Refusal(
      "DATABASE_URL is not a PostgreSQL address. It looks like postgresql://user:password@host:5432/name",
    );
  }
  try {
    await withClient(url, (client) => client.query("select 1"));
  } catch (error) {
    throw new Refusal(`DATABASE_URL: ${reason(error, where)}`, { cause: error });
  }
}

function reason(error, where) {
  const codes = [error.code, ...(error.errors ?? []).map((one) => one.code)];
  if (codes.includes("ECONNREFUSED"))
    return `nothing answers at ${where}. Start that server, or correct the address.`;
  if (codes.includes("ENOTFOUND") || codes.includes("EAI_AGAIN"))
    return `the host of ${where} is not known. Correct the address.`;
  if (error.code === "28P01" || error.code === "28000")
    return `the server at ${where} refuses this user or password.`;
  if (error.code === "3D000")
    return `the server at ${where} has no such database. Create it, or correct the name.`;
  if (/timeout/i.test(error.message))
    return `the server at ${where} did not answer within 5 seconds. Check address and firewall.`;
  return `the database at ${where} cannot be reached (${String(error.message).split("\n")[0] || error.code}). Check address and server.`;
}
