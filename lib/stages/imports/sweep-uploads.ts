import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/lib/platform/context";
import { loadKnownIds } from "./store/imports";

type Scope = Pick<Context, "pool" | "files" | "now">;

/** A body still arriving is younger, however slow its line. */
const DEAD_AFTER_MS = 24 * 3_600_000;

/** Removes what a process left behind that died in the middle of an upload or a reading. For the worker's housekeeping. */
export async function sweepUploads(scope: Scope): Promise<number> {
  const dead = [...(await oldIn(scope, "imports")), ...(await oldIn(scope, "scratch"))];
  const known = await loadKnownIds(
    scope,
    dead.map((folder) => path.basename(folder)),
  );
  const orphans = dead.filter((folder) => !known.has(path.basename(folder)));
  for (const folder of orphans) await rm(folder, { recursive: true, force: true });
  return orphans.length;
}

async function oldIn({ files, now }: Scope, name: string): Promise<string[]> {
  const folder = await files.folder(name);
  const before = now().getTime() - DEAD_AFTER_MS;
  const found: string[] = [];
  for (const entry of await readdir(folder)) {
    const file = path.join(folder, entry);
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < before) found.push(file);
  }
  return found;
}
