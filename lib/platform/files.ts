import { mkdir, rm, statfs } from "node:fs/promises";
import path from "node:path";

/** The file store: uploads and accepted rows. Nothing of it is ever in Postgres, a log or the audit. */
export type FileStore = {
  /** Absolute folder of one noun's files, created when absent. Names are ids of ours, never a user's text. */
  folder(...names: string[]): Promise<string>;
  /** The same path without touching the disk. */
  pathOf(...names: string[]): string;
  remove(...names: string[]): Promise<void>;
  /** Bytes that may still be written. */
  free(): Promise<number>;
};

const SAFE = /^[A-Za-z0-9_.-]{1,120}$/;

export function openFileStore(root: string): FileStore {
  const absolute = path.resolve(/* turbopackIgnore: true */ root);
  const pathOf = (...names: string[]) => {
    for (const name of names)
      if (!SAFE.test(name) || name.startsWith(".")) throw new Error("unsafe name in the file store");
    return path.join(absolute, ...names);
  };
  return {
    pathOf,
    async folder(...names) {
      const folder = pathOf(...names);
      await mkdir(folder, { recursive: true });
      return folder;
    },
    remove: (...names) => rm(pathOf(...names), { recursive: true, force: true }),
    async free() {
      await mkdir(absolute, { recursive: true });
      const { bavail, bsize } = await statfs(absolute);
      return bavail * bsize;
    },
  };
}
