import { renameSync, rmSync, statSync } from "node:fs";
import { checksumsOf } from "@/lib/sandbox/google/checksums";
import type { Collection } from "@/lib/sandbox/platform/collection";
import type { World } from "@/lib/sandbox/platform/world";

export type ObjectRecord = {
  /** `bucket/name` */
  id: string;
  bucket: string;
  name: string;
  file: string;
  bytes: number;
  contentType: string;
  metadata: Record<string, string>;
  generation: string;
  createdAt: number;
  crc32c: string;
  md5: string;
};

export type NewObject = Pick<ObjectRecord, "bucket" | "name" | "contentType" | "metadata">;

/** What lies in the buckets: bytes on disk, what is known of them in the journal. */
export type ObjectRoom = {
  find(bucket: string, name: string): ObjectRecord | undefined;
  /** In the order of their names, as a bucket is listed. */
  within(bucket: string, prefix: string): ObjectRecord[];
  path(object: ObjectRecord): string;
  /** Takes a finished file over; an object of that name is replaced. */
  keep(object: NewObject, from: string): Promise<ObjectRecord>;
  remove(object: ObjectRecord): Promise<void>;
  all(): Iterable<ObjectRecord>;
};

export function createObjectRoom(world: World): ObjectRoom {
  const objects: Collection<ObjectRecord> = world.collection("gcs-objects");
  const path = (object: ObjectRecord) => world.path("files", object.file);
  const find = (bucket: string, name: string) => objects.get(`${bucket}/${name}`);

  return {
    find,
    path,
    all: () => objects.all(),
    within(bucket, prefix) {
      const found = [...objects.all()].filter(
        (object) => object.bucket === bucket && object.name.startsWith(prefix),
      );
      return found.sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    async keep(object, from) {
      const { crc32c, md5 } = await checksumsOf(from);
      const replaced = find(object.bucket, object.name);
      const record: ObjectRecord = {
        ...object,
        id: `${object.bucket}/${object.name}`,
        file: world.nextId("gcs-"),
        bytes: statSync(from).size,
        generation: String(BigInt(world.clock.now()) * 1000n),
        createdAt: world.clock.now(),
        crc32c,
        md5,
      };
      renameSync(from, path(record));
      await objects.put(record);
      if (replaced) rmSync(path(replaced), { force: true });
      return record;
    },
    async remove(object) {
      await objects.remove(object.id);
      rmSync(path(object), { force: true });
    },
  };
}
