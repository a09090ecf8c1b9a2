import { refused } from "@/lib/core/errors";
import { formatBytes } from "@/lib/core/numbers";
import type { Context } from "@/lib/platform/context";

/** Room that must stay on the disk for the database and the rows. */
const RESERVE = 64_000_000;

/** Refuses what the disk cannot hold: the upload, and beside it the files that are made of it. */
export async function checkRoom(ctx: Pick<Context, "files">, bytes: number | null): Promise<void> {
  const free = await ctx.files.free();
  const needed = (bytes ?? 0) * 2;
  if (free >= needed + RESERVE) return;
  throw refused(
    `The disk of this server has ${formatBytes(free)} left; this batch needs ${formatBytes(needed)}. Free some space and try again.`,
  );
}

export const diskFull = (kept: string) =>
  refused(`The disk of this server is full. ${kept} Free some space and go on.`);
