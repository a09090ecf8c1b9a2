import { googleDialect } from "@/lib/sandbox/google/dialect";
import { createResumable } from "@/lib/sandbox/google/resumable";
import type { PlayServer } from "@/lib/sandbox/http/play";
import type { World } from "@/lib/sandbox/platform/world";
import { createObjectRoom, type NewObject, type ObjectRoom } from "./object-room";
import { storageRoutes } from "./routes";

/** Cloud Storage: its server, and its objects for the jobs that read and write them. */
export type Storage = { room: ObjectRoom; server: PlayServer; clear(): Promise<void> };

export function createStorage(world: World): Storage {
  const room = createObjectRoom(world);
  const uploads = createResumable<NewObject>({ world, name: "gcs-uploads" });
  return {
    room,
    server: {
      name: "gcs",
      dialect: googleDialect({
        family: "store",
        needsToken: false,
        revokedKeys: () => world.settings().vertex.revokedKeys,
      }),
      routes: storageRoutes(world, room, uploads),
    },
    async clear() {
      for (const object of [...room.all()]) await room.remove(object);
      await uploads.clear();
    },
  };
}
