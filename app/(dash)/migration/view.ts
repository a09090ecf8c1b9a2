import type { MigrationAddress } from "@/components/migration/address";
import { reachOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import type { Context } from "@/lib/platform/context";
import { listMigrations, type Narrowed } from "@/lib/stages/migration/list-migrations";
import type { Board } from "@/lib/stages/migration/model/board";
import { readMigration } from "@/lib/stages/migration/read-migration";

/** What the address narrows the page to. */
export function narrowedBy({ search, team }: MigrationAddress): Narrowed {
  return {
    ...(search && { search: String(search).slice(0, 200) }),
    ...(team && { filters: { team: [String(team).slice(0, 200)] } }),
  };
}

export async function readMigrationPage(ctx: Context, asked: MigrationAddress) {
  const { role } = ctx.actor;
  const whole = await listMigrations(ctx);
  const isNarrowed = Boolean(asked.search || asked.team);
  const board = isNarrowed ? await listMigrations(ctx, narrowedBy(asked)) : whole;
  return {
    board,
    teams: [...new Set(whole.rows.flatMap(({ team }) => team ?? []))].sort(),
    // The drawer may show what the filter hides: a pilot slot is taken all the same.
    detail: asked.open ? await readOpen(ctx, asked.open, whole) : null,
    may: {
      move: reachOf(role, "migrations.write") !== null,
      nameCostCenter: reachOf(role, "cost-centers.write") !== null,
    },
  };
}

/** An address that names nothing of this person's opens nothing. */
async function readOpen(ctx: Context, key: string, board: Board) {
  try {
    return await readMigration(ctx, String(key), board);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") return null;
    throw error;
  }
}
