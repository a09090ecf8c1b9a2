import { log } from "@/lib/platform/log";
import { rotateSecret } from "@/lib/stages/connections/rotate-secret";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import { resealSlack } from "@/lib/stages/questions/settings/reseal-slack";
import type { Offpeak } from "./join";

/** After a change of OFFPEAK_SECRET: everything that the one before it sealed. Tried again at the next start. */
export async function resealAll(offpeak: Offpeak): Promise<void> {
  for (const organisation of await listOrganisations(offpeak.door)) {
    const organisationId = organisation.id;
    try {
      const ctx = offpeak.contextOf(organisation);
      const { sealedAnew, locked } = await rotateSecret(ctx);
      const slack = await resealSlack(ctx);
      if (sealedAnew > 0 || slack.sealedAnew)
        log.info("secret.rotated", { organisationId, connections: sealedAnew, slack: slack.sealedAnew });
      if (locked > 0) log.warn("secret.unknown", { organisationId, connections: locked });
    } catch (error) {
      log.error("secret.rotate", error, { organisationId });
    }
  }
}
