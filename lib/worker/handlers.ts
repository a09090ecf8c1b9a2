import type { Context } from "@/lib/platform/context";
import { type Job, on } from "@/lib/platform/queue";
import { loadSampleJob } from "@/lib/sample/jobs";
import { loadSample } from "@/lib/sample/load-sample";
import { importFile } from "@/lib/stages/imports/import-file";
import { importFileJob, withdrawImportJob } from "@/lib/stages/imports/jobs";
import { withdrawImport } from "@/lib/stages/imports/withdraw-import";
import { ledgerChangedJob } from "@/lib/stages/ledger/jobs";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { findOrganisationById } from "@/lib/stages/people/find-organisation";
import { refreshSummary } from "@/lib/stages/spend/refresh-summary";
import type { Offpeak } from "./join";

type Handlers = ReturnType<typeof on>[];

/** Which verb a job is. A stage adds its lines here; every one of them must be safe to run twice. */
export function handlers(offpeak: Offpeak): Handlers {
  const within = ofOrganisation(offpeak);
  return [
    within(importFileJob, async (ctx, { importId }) => {
      const { status } = await importFile(ctx, { importId });
      if (status === "done") await refreshSummary(ctx);
    }),
    within(withdrawImportJob, async (ctx, { importId }) => {
      await withdrawImport(ctx, { importId });
      await refreshSummary(ctx);
    }),
    within(ledgerChangedJob, async (ctx) => {
      await refreshSummary(ctx);
    }),
    on(loadSampleJob, async () => {
      await loadSample(offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door)));
      return undefined;
    }),
  ];
}

/** A job of one organisation; when that was removed meanwhile, there is nothing left to do. */
function ofOrganisation({ door, contextOf }: Offpeak) {
  return <P extends { organisationId: number }>(
    job: Job<P>,
    run: (ctx: Context, payload: P) => Promise<void>,
  ) =>
    on(job, async (payload) => {
      const organisation = await findOrganisationById(door, payload.organisationId);
      if (organisation) await run(contextOf(organisation), payload);
      return undefined;
    });
}
