import type { Actor } from "@/lib/core/access";
import type { Catalogue } from "@/lib/core/catalogue";
import type { FormatRegistry } from "@/lib/core/format";
import type { ProviderRegistry } from "@/lib/core/provider";
import type { Db, Pool } from "./db";
import type { Installation } from "./env";
import type { FileStore } from "./files";
import type { Post } from "./outside/post";
import type { Queue } from "./queue";
import type { Seal } from "./seal";

export type Organisation = { id: number; slug: string; name: string; isSample: boolean };

/** Everything a verb may touch, passed and never imported. */
export type Context = {
  actor: Actor;
  organisation: Organisation;
  /** Rows by name. In a transaction: the transaction's client. */
  db: Db;
  /** Sets of rows by SQL; never part of the Prisma transaction. */
  pool: Pool;
  now(): Date;
  formats: FormatRegistry;
  providers: ProviderRegistry;
  catalogue: Catalogue;
  files: FileStore;
  queue: Queue;
  seal: Seal;
  post: Post;
  installation: Installation;
};

/** Clients of transactions that are open: they too have a `$transaction`, which would begin another. */
const open = new WeakSet<object>();

/** Runs `work` in one transaction; nested calls join the transaction that is open. */
export async function inTransaction<C extends Pick<Context, "db">, T>(
  ctx: C,
  work: (ctx: C) => Promise<T>,
): Promise<T> {
  const { db } = ctx;
  if (open.has(db) || !("$transaction" in db)) return work(ctx);
  return db.$transaction(
    (tx) => {
      open.add(tx);
      return work({ ...ctx, db: tx });
    },
    { timeout: 30_000, maxWait: 10_000 },
  );
}
