import type { ObjectRoom } from "@/lib/sandbox/gcs/object-room";
import { googleDialect } from "@/lib/sandbox/google/dialect";
import { createResumable } from "@/lib/sandbox/google/resumable";
import type { PlayServer } from "@/lib/sandbox/http/play";
import type { World } from "@/lib/sandbox/platform/world";
import { datasetRoutes } from "./datasets";
import { jobRoutes } from "./jobs/routes";
import { type BigqueryRoom, createBigqueryRoom } from "./room";
import { tableRoutes } from "./tables";

/** BigQuery: its server, and its tables for the jobs that read and write them. */
export type Warehouse = { room: BigqueryRoom; server: PlayServer; clear(): Promise<void> };

/** With the usual beginning, and without: the library asks so when its emulator variable is set. */
const roots = ["/bigquery/v2", ""];

export function createWarehouse(world: World, objects: ObjectRoom): Warehouse {
  const room = createBigqueryRoom(world, objects);
  const uploads = createResumable<{ project: string; body: unknown; media: string | null }>({
    world,
    name: "bigquery-uploads",
  });
  return {
    room,
    server: {
      name: "bigquery",
      dialect: googleDialect({
        family: "store",
        needsToken: true,
        revokedKeys: () => world.settings().vertex.revokedKeys,
      }),
      routes: [
        ...datasetRoutes(room, roots),
        ...tableRoutes(room, roots),
        ...jobRoutes(room, uploads, roots),
      ],
    },
    async clear() {
      for (const table of [...room.tables.all()]) await room.tables.remove(table);
      for (const job of [...room.jobs.all()]) await room.jobs.remove(job.id);
      for (const dataset of [...room.datasets.all()]) await room.datasets.remove(dataset.id);
      await uploads.clear();
    },
  };
}
