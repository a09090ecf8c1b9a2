import "server-only";
import type { OpenImport } from "@/components/overview/next-steps";
import { reachOf } from "@/lib/core/access";
import type { Context } from "@/lib/platform/context";
import { listImports } from "@/lib/stages/imports/list-imports";

const LATEST = 50;
const DAY_MS = 86_400_000;

/** The latest imports of usage, for those that wait for a person. Nothing for who may not see imports. */
export async function readOpenImports(ctx: Context): Promise<OpenImport[]> {
  if (!reachOf(ctx.actor.role, "imports.read")) return [];
  const { rows } = await listImports(ctx, { limit: LATEST, cursor: undefined });
  return rows
    .map((row) => row.import)
    .filter((file) => file.kind === "usage")
    .map((file) => ({
      id: file.id,
      filename: file.filename,
      status: file.status,
      rowsRead: file.rowsRead,
      rowsRejected: file.rowsRejected,
      age: ageOf(file.receivedAt, ctx.now()),
    }));
}

function ageOf(since: Date, now: Date): string {
  const days = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
  if (days < 1) return "Today";
  return days === 1 ? "1 day" : `${days} days`;
}
