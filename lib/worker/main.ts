import { randomUUID } from "node:crypto";
import { env } from "@/lib/platform/env";
import { endBeat } from "@/lib/platform/heartbeat";
import { log } from "@/lib/platform/log";
import { workQueue } from "@/lib/platform/queue";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { handlers } from "./handlers";
import { keepHouse } from "./housekeeping";
import { openOffpeak } from "./join";
import { repriceAll } from "./reprice";
import { resealAll } from "./reseal";
import { goRounds } from "./rounds";
import { followSandbox } from "./sandbox";
import { tendBatches } from "./tend-batches";

/** Works until told to stop; then lets what runs finish. Any number of workers may run. */
async function main(): Promise<void> {
  const worker = randomUUID();
  const offpeak = openOffpeak();
  await ensureDefaultOrganisation(offpeak.door);
  const queue = await workQueue(env().DATABASE_URL, handlers(offpeak));
  const leaveHouse = keepHouse(offpeak.door, offpeak.files, worker);
  const endRounds = goRounds(offpeak);
  const tending = tendBatches(offpeak);
  const leaveSandbox = followSandbox(offpeak);
  log.info("worker.started", { worker });
  void resealAll(offpeak).catch((error: unknown) => log.error("secret.rotate", error));
  void repriceAll(offpeak).catch((error: unknown) => log.error("ledger.reprice", error));

  await new Promise<void>((resolve) => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => resolve());
  });
  leaveHouse();
  endRounds();
  leaveSandbox();
  await Promise.all([queue.stop(), tending.stop()]);
  await endBeat(offpeak.door, worker).catch(() => {}); // the database may have gone first
  await offpeak.close();
  log.info("worker.stopped", { worker });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    log.error("worker.failed", error);
    process.exit(1);
  },
);
