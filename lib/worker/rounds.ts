import { log } from "@/lib/platform/log";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import { tendQuestionsJob } from "@/lib/stages/questions/jobs";
import type { Offpeak } from "./join";

const HOUR_MS = 3_600_000;

/** Asks once an hour, for every organisation, for what only time brings. Several workers ask for the same job. */
export function goRounds(offpeak: Offpeak): () => void {
  const round = () => askAll(offpeak).catch((error: unknown) => log.error("worker.rounds", error));
  void round();
  const timer = setInterval(round, HOUR_MS);
  return () => clearInterval(timer);
}

async function askAll({ door, contextOf }: Offpeak): Promise<void> {
  for (const organisation of await listOrganisations(door)) {
    // The people of the sample are nobody: its questions are neither sent nor tended.
    if (organisation.isSample) continue;
    const { queue } = contextOf(organisation);
    await queue.enqueue(door.db, tendQuestionsJob, { organisationId: organisation.id });
  }
}
