import { log } from "@/lib/platform/log";
import { repriceLedger } from "@/lib/stages/ledger/reprice-ledger";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import type { Offpeak } from "./join";

/** After an update with new list prices: every ledger that was priced by the old ones. Tried again at the next start. */
export async function repriceAll({ door, contextOf }: Offpeak): Promise<void> {
  for (const organisation of await listOrganisations(door)) {
    try {
      const { repriced } = await repriceLedger(contextOf(organisation));
      if (repriced) log.info("ledger.repriced", { organisationId: organisation.id });
    } catch (error) {
      log.error("ledger.reprice", error, { organisationId: organisation.id });
    }
  }
}
