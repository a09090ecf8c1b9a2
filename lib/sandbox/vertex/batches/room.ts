import type { Warehouse } from "@/lib/sandbox/bigquery/warehouse";
import type { Storage } from "@/lib/sandbox/gcs/storage";
import type { Collection } from "@/lib/sandbox/platform/collection";
import type { VertexSettings } from "@/lib/sandbox/platform/vertex-settings";
import type { World } from "@/lib/sandbox/platform/world";
import type { JobRecord, JobState } from "./record";

/** What every step of a job has at hand. */
export type BatchRoom = {
  world: World;
  jobs: Collection<JobRecord>;
  storage: Storage;
  warehouse: Warehouse;
  /** Plans the job's next step. */
  arm(job: JobRecord): void;
};

export const settingsOf = (room: BatchRoom): VertexSettings => room.world.settings().vertex;

/** The rows as they were when the job began to run. */
export const spoolOf = (room: BatchRoom, job: JobRecord) => room.world.path("spool", job.id);

/**
 * Puts a job into its next state; work begun before is void from here on. Steps that time takes need not wait for the
 * disk: after a crash they would be taken again, with the same outcome.
 */
export function enter(
  room: BatchRoom,
  job: JobRecord,
  next: { state: JobState; dueAt: number | null; at: number },
): Promise<void> {
  job.state = next.state;
  job.dueAt = next.dueAt;
  job.at.updated = next.at;
  job.epoch += 1;
  room.arm(job);
  return room.jobs.put(job);
}
