import type { ObjectRoom } from "@/lib/sandbox/gcs/object-room";
import { demand, refuse } from "@/lib/sandbox/google/complain";
import type { Collection } from "@/lib/sandbox/platform/collection";
import type { VertexSettings } from "@/lib/sandbox/platform/vertex-settings";
import type { World } from "@/lib/sandbox/platform/world";
import type { JobRecord } from "./jobs/job";
import { createTableRoom, type TableName, type TableRecord, type TableRoom, tableId } from "./table-room";

/** `project.dataset` */
export type DatasetRecord = { id: string; location: string };

/** What every call of BigQuery has at hand. */
export type BigqueryRoom = {
  world: World;
  tables: TableRoom;
  objects: ObjectRoom;
  datasets: Collection<DatasetRecord>;
  jobs: Collection<JobRecord>;
};

export const settingsOf = (room: BigqueryRoom): VertexSettings => room.world.settings().vertex;

export function createBigqueryRoom(world: World, objects: ObjectRoom): BigqueryRoom {
  return {
    world,
    objects,
    tables: createTableRoom(world),
    datasets: world.collection("bigquery-datasets"),
    jobs: world.collection("bigquery-jobs"),
  };
}

/** Where a data set lies; null when there is none. Those of the settings are there in every project. */
export function locationOf(room: BigqueryRoom, project: string, dataset: string): string | null {
  const made = room.datasets.get(`${project}.${dataset}`);
  return made?.location ?? settingsOf(room).datasets[dataset]?.location ?? null;
}

export function demandDataset(room: BigqueryRoom, project: string, dataset: string): string {
  const location = locationOf(room, project, dataset);
  if (location !== null) return location;
  return refuse("store", "NOT_FOUND", `Not found: Dataset ${project}:${dataset}`);
}

export function demandTable(room: BigqueryRoom, name: TableName): TableRecord {
  demandDataset(room, name.project, name.dataset);
  const table = room.tables.find(name);
  if (table) return table;
  return refuse("store", "NOT_FOUND", `Not found: Table ${tableId(name).replace(".", ":")}`);
}

export function demandPermission(room: BigqueryRoom, permission: string, about: string): void {
  demand("store", settingsOf(room).denied, { permission, resource: about });
}
