import { admitJob } from "./admit";
import { endJob, expireJob } from "./ending";
import type { JobRecord } from "./record";
import { type BatchRoom, enter, settingsOf } from "./room";

/** The step that is due now. */
export async function advanceJob(room: BatchRoom, job: JobRecord, at: number): Promise<void> {
  const isLate = at >= job.closesAt;
  switch (job.state) {
    case "JOB_STATE_QUEUED":
      return isLate ? expireJob(room, job, at) : prepare(room, job, at);
    case "JOB_STATE_PENDING":
      return isLate ? expireJob(room, job, at) : admitJob(room, job, at);
    case "JOB_STATE_RUNNING":
      return endJob(room, job, { isLate, at });
    case "JOB_STATE_CANCELLING":
      return endJob(room, job, { isLate: false, at });
    default:
      return;
  }
}

function prepare(room: BatchRoom, job: JobRecord, at: number): void {
  const dueAt = Math.min(at + settingsOf(room).pendingSeconds * 1000, job.closesAt);
  void enter(room, job, { state: "JOB_STATE_PENDING", dueAt, at });
}
