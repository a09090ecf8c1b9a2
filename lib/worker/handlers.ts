import type { Context } from "@/lib/platform/context";
import { type Handler, on } from "@/lib/platform/queue";
import { loadSampleJob } from "@/lib/sample/jobs";
import { loadSample } from "@/lib/sample/load-sample";
import { refreshFigures } from "@/lib/stages/fit/refresh-figures";
import { applyFixes } from "@/lib/stages/imports/apply-fixes";
import { importFile } from "@/lib/stages/imports/import-file";
import { applyFixesJob, importFileJob, withdrawImportJob } from "@/lib/stages/imports/jobs";
import { withdrawImport } from "@/lib/stages/imports/withdraw-import";
import { ledgerChangedJob } from "@/lib/stages/ledger/jobs";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import { pricesOf } from "@/lib/stages/prices/override-price";
import type { Offpeak } from "./join";

type Handlers = ReturnType<typeof on>[];

/** Which verb a job is. A stage adds its lines here; every one of them must be safe to run twice. */
export function handlers(offpeak: Offpeak): Handlers {
  return [
    on(loadSampleJob, async () => {
      await loadSample(offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door)));
      return undefined;
    }),
    on(importFileJob, changingFigures(offpeak, importFile)),
    on(withdrawImportJob, changingFigures(offpeak, withdrawImport)),
    on(applyFixesJob, changingFigures(offpeak, applyFixes)),
    on(
      ledgerChangedJob,
      changingFigures(offpeak, () => Promise.resolve()),
    ),
  ];
}

type OfOrganisation = { organisationId: number };

/** A job of one organisation, at its own prices, after which everything derived from the ledger is made ready again. */
function changingFigures<T extends OfOrganisation>(
  offpeak: Offpeak,
  verb: (ctx: Context, payload: T) => Promise<unknown>,
): Handler<T> {
  return async (payload) => {
    const all = await listOrganisations(offpeak.door);
    const organisation = all.find(({ id }) => id === payload.organisationId);
    if (!organisation) return undefined; // removed meanwhile, and all of its with it
    const ctx = offpeak.contextOf(organisation);
    await verb({ ...ctx, catalogue: await pricesOf(ctx) }, payload);
    await refreshFigures(ctx);
    return undefined;
  };
}
