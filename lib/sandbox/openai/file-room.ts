import { existsSync, renameSync, rmSync } from "node:fs";
import type { Collection } from "@/lib/sandbox/platform/collection";
import type { World } from "@/lib/sandbox/platform/world";

export type FileRecord = {
  id: string;
  scope: string;
  bytes: number;
  createdAt: number;
  expiresAt: number | null;
  filename: string;
  purpose: string;
};

/** Uploaded and produced files: the bytes on disk, what is known of them in the journal. */
export type FileRoom = {
  files: Collection<FileRecord>;
  find(id: string, scope: string): FileRecord | undefined;
  isThere(file: FileRecord): boolean;
  path(id: string): string;
  /** Takes a finished file over from where it was written. */
  keep(file: Omit<FileRecord, "id">, from: string): { file: FileRecord; kept: Promise<void> };
  remove(file: FileRecord): Promise<void>;
  resume(): void;
};

export function createFileRoom(world: World): FileRoom {
  const files = world.collection<FileRecord>("openai-files");
  const path = (id: string) => world.path("files", id);
  const isThere = (file: FileRecord) => file.expiresAt === null || file.expiresAt > world.clock.now();

  async function remove(file: FileRecord) {
    world.agenda.drop(file.id);
    await files.remove(file.id);
    rmSync(path(file.id), { force: true });
  }

  function planExpiry(file: FileRecord) {
    if (file.expiresAt !== null) world.agenda.plan(file.id, file.expiresAt, () => remove(file));
  }

  return {
    files,
    path,
    isThere,
    find(id, scope) {
      const file = files.get(id);
      return file && file.scope === scope && isThere(file) ? file : undefined;
    },
    keep(file, from) {
      const record = { ...file, id: world.nextId("file-") };
      renameSync(from, path(record.id));
      planExpiry(record);
      return { file: record, kept: files.put(record) };
    },
    remove,
    resume() {
      for (const file of files.all()) {
        if (existsSync(path(file.id))) planExpiry(file);
        else void files.remove(file.id);
      }
    },
  };
}

const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

export function fileOnTheWire(file: FileRecord) {
  return {
    id: file.id,
    object: "file",
    bytes: file.bytes,
    created_at: seconds(file.createdAt),
    expires_at: file.expiresAt === null ? null : seconds(file.expiresAt),
    filename: file.filename,
    purpose: file.purpose,
    status: "processed",
    status_details: null,
  };
}
