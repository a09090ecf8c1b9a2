import { existsSync, renameSync, rmSync } from "node:fs";
import type { Collection } from "@/lib/sandbox/platform/collection";
import type { World } from "@/lib/sandbox/platform/world";

/** One object; its bytes lie in a file of their own. */
export type ObjectRecord = {
  /** `bucket/key` */
  id: string;
  bucket: string;
  key: string;
  file: string;
  bytes: number;
  etag: string;
  /** Of the whole object, in base64; null after an upload in parts. */
  crc32: string | null;
  contentType: string;
  at: number;
};

export type PartRecord = { number: number; file: string; bytes: number; etag: string; at: number };

/** An upload in parts that is not complete. */
export type UploadRecord = {
  id: string;
  bucket: string;
  key: string;
  contentType: string;
  at: number;
  parts: PartRecord[];
};

export type NewObject = Omit<ObjectRecord, "id" | "file" | "at">;

export type ObjectRoom = {
  objects: Collection<ObjectRecord>;
  uploads: Collection<UploadRecord>;
  find(bucket: string, key: string): ObjectRecord | undefined;
  /** In the order of their keys. */
  under(bucket: string, prefix: string): ObjectRecord[];
  path(file: string): string;
  /** A place to write to, before anybody knows of it. */
  newFile(): string;
  /** Takes a finished file over, in place of what stood there. */
  keep(object: NewObject, file: string): Promise<ObjectRecord>;
  remove(object: ObjectRecord): Promise<void>;
  drop(file: string): void;
  resume(): void;
  clear(): Promise<void>;
};

export function createObjectRoom(world: World): ObjectRoom {
  const objects = world.collection<ObjectRecord>("s3-objects");
  const uploads = world.collection<UploadRecord>("s3-uploads");
  const path = (file: string) => world.path("files", file);
  const drop = (file: string) => rmSync(path(file), { force: true });

  async function remove(object: ObjectRecord) {
    await objects.remove(object.id);
    drop(object.file);
  }

  return {
    objects,
    uploads,
    path,
    drop,
    remove,
    find: (bucket, key) => objects.get(`${bucket}/${key}`),
    under: (bucket, prefix) =>
      [...objects.all()]
        .filter((object) => object.bucket === bucket && object.key.startsWith(prefix))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    newFile: () => world.nextId("object-"),
    async keep(object, file) {
      const id = `${object.bucket}/${object.key}`;
      const earlier = objects.get(id);
      const record = { ...object, id, file, at: world.clock.now() };
      await objects.put(record);
      if (earlier) drop(earlier.file);
      return record;
    },
    resume() {
      for (const object of objects.all()) if (!existsSync(path(object.file))) void objects.remove(object.id);
    },
    async clear() {
      for (const object of [...objects.all()]) await remove(object);
      for (const upload of [...uploads.all()]) {
        for (const part of upload.parts) drop(part.file);
        await uploads.remove(upload.id);
      }
    },
  };
}

/** Moves what a service wrote elsewhere into the store. */
export function adopt(room: ObjectRoom, from: string): string {
  const file = room.newFile();
  renameSync(from, room.path(file));
  return file;
}
