import type { Db } from "@/lib/platform/db";
import type { Doorstep } from "../doorstep";

export async function saveSignInLink(
  db: Db,
  link: { tokenHash: string; userId: string; createdAt: Date; expiresAt: Date },
): Promise<void> {
  await db.signInLink.create({ data: link });
}

/** Whose link it is while it can still be used. Looking does not use it up. */
export async function findSignInLink(door: Doorstep, tokenHash: string): Promise<{ email: string } | null> {
  const row = await door.db.signInLink.findFirst({
    where: { tokenHash, usedAt: null, expiresAt: { gt: door.now() } },
    include: { user: { select: { email: true } } },
  });
  return row && { email: row.user.email };
}

/** Of two that press the button at once, one wins. */
export async function takeSignInLink(door: Doorstep, tokenHash: string): Promise<{ userId: string } | null> {
  const rows = await door.db.signInLink.updateManyAndReturn({
    where: { tokenHash, usedAt: null, expiresAt: { gt: door.now() } },
    data: { usedAt: door.now() },
    select: { userId: true },
  });
  return rows[0] ?? null;
}

export async function removeSignInLinks(db: Db, userId: string): Promise<void> {
  await db.signInLink.deleteMany({ where: { userId } });
}

export async function markJoined(door: Doorstep, userId: string): Promise<void> {
  await door.db.user.updateMany({
    where: { id: userId, emailVerified: null },
    data: { emailVerified: door.now() },
  });
}

/** Counts one more failure of the address and tells how many it has had within a minute. */
export async function countFailure(door: Doorstep, address: string): Promise<number> {
  const { rows } = await door.pool.query<{ failures: number }>(
    `INSERT INTO failed_entry AS f (address, failures, since) VALUES ($1, 1, $2)
     ON CONFLICT (address) DO UPDATE SET
       failures = CASE WHEN f.since < $3 THEN 1 ELSE f.failures + 1 END,
       since = CASE WHEN f.since < $3 THEN $2 ELSE f.since END
     RETURNING failures`,
    [address, door.now(), new Date(door.now().getTime() - 60_000)],
  );
  return rows[0]?.failures ?? 1;
}

/** What nobody can use any more: links a day after their end, failures after an hour. */
export async function removeOldEntries(door: Doorstep): Promise<void> {
  const now = door.now().getTime();
  await door.db.signInLink.deleteMany({ where: { expiresAt: { lt: new Date(now - 86_400_000) } } });
  await door.db.failedEntry.deleteMany({ where: { since: { lt: new Date(now - 3_600_000) } } });
}
