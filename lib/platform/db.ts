import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "@/prisma/generated/client";
import { env } from "./env";

/** Rows by name, one at a time or few: Prisma. Inside a transaction it is the transaction's client. */
export type Db = PrismaClient | Prisma.TransactionClient;
/** Sets (ledger, ranking, COPY): plain SQL on the same database. */
export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

// bigint columns arrive as bigint, days as their own text: neither may pass through number or a local time zone.
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (format !== "binary" && oid === 20) return (text: string) => BigInt(text);
    if (format !== "binary" && oid === 1082) return (text: string) => text;
    return pg.types.getTypeParser(oid, format as "text");
  }) as pg.CustomTypesConfig["getTypeParser"],
};

export type Database = { db: PrismaClient; pool: Pool; close(): Promise<void> };

/** One connection pool for set-based SQL and one for Prisma, on the same server. */
export function openDatabase(url: string, size = 10): Database {
  const pool = new pg.Pool({ connectionString: url, max: size, types, options: "-c timezone=UTC" });
  pool.on("error", () => {}); // an idle connection that died is replaced at the next query
  const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: size }) });
  return { db, pool, close: async () => void (await Promise.all([db.$disconnect(), pool.end()])) };
}

const shared = globalThis as { offpeakDatabase?: Database };

/** The process's own database, opened at first use: pages are imported at build time without one. */
export function database(): Database {
  shared.offpeakDatabase ??= openDatabase(env().DATABASE_URL);
  return shared.offpeakDatabase;
}
