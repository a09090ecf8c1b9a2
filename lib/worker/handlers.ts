import type { Context } from "@/lib/platform/context";
import { type Handler, on } from "@/lib/platform/queue";
import { loadSampleJob } from "@/lib/sample/jobs";
import { loadSample } from "@/lib/sample/load-sample";
import { applyFixes } from "@/lib/stages/imports/apply-fixes";
import { importFile } from "@/lib/stages/imports/import-file";
import { applyFixesJob, importFileJob, withdrawImportJob } from "@/lib/stages/imports/jobs";
import { withdrawImport } from "@/lib/stages/imports/withdraw-import";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
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
  ];
}

type OfOrganisation = { organisationId: number; importId: string };

/** A job of one organisation after which its default ranking is made ready again. */
function changingFigures(
  offpeak: Offpeak,
  verb: (ctx: Context, payload: OfOrganisation) => Promise<unknown>,
): Handler<OfOrganisation> {
  return async (payload) => {
    const all = await listOrganisations(offpeak.door);
    const organisation = all.find(({ id }) => id === payload.organisationId);
    if (!organisation) return undefined; // removed meanwhile, and all of its with it
    const ctx = offpeak.contextOf(organisation);
    await verb(ctx, payload);
    await refreshSummary(ctx);
    return undefined;
  };
}
