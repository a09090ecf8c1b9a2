import type { Role } from "@/lib/core/access";
import type { Context, Organisation } from "@/lib/platform/context";
import type { Doorstep } from "../doorstep";
import type { TokenRow } from "../model";
import { roleOf } from "./people";

type NewToken = { name: string; role: Role; userId: string | null; tokenHash: string; hint: string };

export async function saveToken(ctx: Context, token: NewToken): Promise<{ id: string }> {
  return ctx.db.apiToken.create({
    data: { ...token, organisationId: ctx.organisation.id, createdAt: ctx.now() },
    select: { id: true },
  });
}

/** Those that still open the door. */
export async function loadTokens(ctx: Context): Promise<TokenRow[]> {
  const { rows } = await ctx.pool.query(
    `SELECT t.id, t.name, t.role, u.email, t.hint, t.created_at, t.last_used_at
     FROM api_token t LEFT JOIN app_user u ON u.id = t.user_id
     WHERE t.organisation_id = $1 AND t.revoked_at IS NULL ORDER BY t.created_at DESC, t.id`,
    [ctx.organisation.id],
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    role: roleOf(row.role),
    email: row.email,
    hint: row.hint,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }));
}

/** Closes what matches and is still open; tells which. */
export async function revokeTokens(
  ctx: Context,
  which: { id: string } | { name: string } | { userId: string },
): Promise<{ id: string; name: string }[]> {
  return ctx.db.apiToken.updateManyAndReturn({
    where: { organisationId: ctx.organisation.id, revokedAt: null, ...which },
    data: { revokedAt: ctx.now() },
    select: { id: true, name: true },
  });
}

export type FoundToken = {
  id: string;
  name: string;
  role: Role;
  email: string | null;
  organisation: Organisation;
};

/** One query, since every call of the API asks it. */
export async function findToken(door: Doorstep, tokenHash: string): Promise<FoundToken | null> {
  const { rows } = await door.pool.query(
    `SELECT t.id, t.name, t.role, u.email, t.last_used_at, o.id AS organisation_id, o.slug,
            o.name AS organisation_name, o.is_sample
     FROM api_token t JOIN organisation o ON o.id = t.organisation_id LEFT JOIN app_user u ON u.id = t.user_id
     WHERE t.token_hash = $1 AND t.revoked_at IS NULL`,
    [tokenHash],
  );
  const row = rows[0];
  if (!row) return null;
  await noteUse(door, row.id, row.last_used_at);
  return {
    id: row.id,
    name: row.name,
    role: roleOf(row.role),
    email: row.email,
    organisation: {
      id: row.organisation_id,
      slug: row.slug,
      name: row.organisation_name,
      isSample: row.is_sample,
    },
  };
}

/** Once a minute is exact enough, and keeps a hundred readers from queuing for one row. */
async function noteUse(door: Doorstep, id: string, lastUsedAt: Date | null): Promise<void> {
  const now = door.now();
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < 60_000) return;
  await door.pool.query(
    `UPDATE api_token SET last_used_at = $2 WHERE id =
       (SELECT id FROM api_token WHERE id = $1 AND last_used_at IS NOT DISTINCT FROM $3 FOR UPDATE SKIP LOCKED)`,
    [id, now, lastUsedAt],
  );
}
