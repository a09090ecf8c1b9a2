import type { Events } from "@/lib/sandbox/bedrock/events";
import type { BedrockSettings } from "@/lib/sandbox/bedrock/settings";
import type { Collection } from "@/lib/sandbox/platform/collection";
import type { World } from "@/lib/sandbox/platform/world";
import type { ObjectRoom } from "@/lib/sandbox/s3/object-room";
import { dropSpool } from "@/lib/sandbox/work/lines";
import { isOver, type JobRecord, type JobStatus } from "./record";

/** What every step of a job has at hand. */
export type JobRoom = {
  world: World;
  store: ObjectRoom;
  events: Events;
  jobs: Collection<JobRecord>;
  /** Plans the job's next step. */
  arm(job: JobRecord): void;
};

export const settingsOf = (room: JobRoom): BedrockSettings => room.world.settings().bedrock;

/** The lines of all input files, as they were when they were read. */
export const spoolOf = (room: JobRoom, job: JobRecord) => room.world.path("spool", job.id);

/**
 * Puts a job into its next status; work begun before is void from here on. Steps that time takes need not wait for
 * the disk: after a crash they would be taken again, with the same outcome.
 */
export function enter(
  room: JobRoom,
  job: JobRecord,
  next: { status: JobStatus; dueAt: number | null; at: number },
): Promise<void> {
  const isNew = job.status !== next.status;
  job.status = next.status;
  job.dueAt = next.dueAt;
  job.epoch += 1;
  job.at.modified = next.at;
  if (isOver(job)) job.at.ended = next.at;
  room.arm(job);
  const kept = room.jobs.put(job);
  // Not before the end is on disk: a crash in between must find the lines again.
  if (isOver(job)) room.world.agenda.aside(kept.then(() => dropSpool(spoolOf(room, job))));
  if (isNew) room.events.announce(job, next.at);
  return kept;
}
