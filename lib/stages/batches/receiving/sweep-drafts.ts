import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Context } from "@/lib/platform/context";
import { loadKnownBatches } from "../store/received";

type Scope = Pick<Context, "pool" | "files" | "now">;

/** Whoever means to continue does so within two days. */
const DEAD_AFTER_MS = 2 * 24 * 3_600_000;

/** Removes uploads that never became a batch. For the worker's housekeeping. Answers how many there were. */
export async function sweepDrafts(scope: Scope): Promise<number> {
  const { files, now } = scope;
  const root = await files.folder("batches");
  const before = now().getTime() - DEAD_AFTER_MS;
  const old: string[] = [];
  for (const id of await readdir(root)) if ((await lastTouched(path.join(root, id))) < before) old.push(id);
  const known = await loadKnownBatches(scope, old);
  const orphans = old.filter((id) => !known.has(id));
  for (const id of orphans) await files.remove("batches", id);
  return orphans.length;
}

/** Of the folder or of the upload in it, whichever is later. */
async function lastTouched(folder: string): Promise<number> {
  const times = await Promise.all(
    [folder, path.join(folder, "upload")].map(
      async (file) => (await stat(file).catch(() => null))?.mtimeMs ?? 0,
    ),
  );
  return Math.max(...times);
}
