import type { FileStore } from "@/lib/platform/files";
import { beat } from "@/lib/platform/heartbeat";
import { forgetOldAnswers } from "@/lib/platform/idempotency";
import { log } from "@/lib/platform/log";
import { sweepBatchFiles } from "@/lib/stages/batches/after/sweep-batch-files";
import { sweepDrafts } from "@/lib/stages/batches/receiving/sweep-drafts";
import { sweepUploads } from "@/lib/stages/imports/sweep-uploads";
import type { Doorstep } from "@/lib/stages/people/doorstep";
import { forgetOldEntries } from "@/lib/stages/people/sign-in/slow-failures";

/** Says every ten seconds that this worker is there, and once an hour throws away what nobody can use any more. */
export function keepHouse(door: Doorstep, files: FileStore, worker: string): () => void {
  const tell = () => beat(door, worker).catch((error: unknown) => log.error("worker.heartbeat", error));
  const tidy = () =>
    Promise.all([
      forgetOldAnswers(door),
      forgetOldEntries(door),
      sweepUploads({ ...door, files }),
      sweepBatchFiles({ ...door, files }),
      sweepDrafts({ ...door, files }),
    ]).catch((error: unknown) => log.error("worker.housekeeping", error));
  void tell();
  void tidy();
  const timers = [setInterval(tell, 10_000), setInterval(tidy, 3_600_000)];
  return () => timers.forEach(clearInterval);
}
