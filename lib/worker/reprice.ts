import { log } from "@/lib/platform/log";
import { repriceLedger } from "@/lib/stages/ledger/reprice-ledger";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import { pricesOf } from "@/lib/stages/prices/override-price";
import type { Offpeak } from "./join";

/** After an update with new list prices: every ledger that was priced by the old ones. Tried again at the next start. */
export async function repriceAll(offpeak: Offpeak): Promise<void> {
  for (const organisation of await listOrganisations(offpeak.door)) {
    try {
      const ctx = offpeak.contextOf(organisation);
      const { repriced } = await repriceLedger({ ...ctx, catalogue: await pricesOf(ctx) });
      if (repriced) log.info("ledger.repriced", { organisationId: organisation.id });
    } catch (error) {
      log.error("ledger.reprice", error, { organisationId: organisation.id });
    }
  }
}
