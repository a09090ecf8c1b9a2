import { on } from "@/lib/platform/queue";
import { loadSampleJob } from "@/lib/sample/jobs";
import { loadSample } from "@/lib/sample/load-sample";
import { refreshFigures } from "@/lib/stages/fit/refresh-figures";
import { importFile } from "@/lib/stages/imports/import-file";
import { importFileJob, withdrawImportJob } from "@/lib/stages/imports/jobs";
import { withdrawImport } from "@/lib/stages/imports/withdraw-import";
import { ledgerChangedJob } from "@/lib/stages/ledger/jobs";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { listOrganisations } from "@/lib/stages/people/find-organisation";
import { contextAtPrices, type Offpeak } from "./join";

type Handlers = ReturnType<typeof on>[];

/** Which verb a job is. A stage adds its lines here; every one of them must be safe to run twice. */
export function handlers(offpeak: Offpeak): Handlers {
  return [
    on(importFileJob, (job) =>
      inOrganisation(offpeak, job.organisationId, async (ctx) => {
        await importFile({ ...ctx, catalogue: await pricesOf(ctx) }, job);
        await refreshFigures(ctx);
      }),
    ),
    on(withdrawImportJob, (job) =>
      inOrganisation(offpeak, job.organisationId, async (ctx) => {
        await withdrawImport({ ...ctx, catalogue: await pricesOf(ctx) }, job);
        await refreshFigures(ctx);
      }),
    ),
    on(ledgerChangedJob, (job) => inOrganisation(offpeak, job.organisationId, refreshFigures)),
    on(loadSampleJob, async () => {
      await loadSample(offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door)));
      return undefined;
    }),
  ];
}

/** As Offpeak itself, in the organisation of the job. One that was removed meanwhile needs nothing any more. */
async function inOrganisation(
  offpeak: Offpeak,
  organisationId: number,
  work: (ctx: ReturnType<Offpeak["contextOf"]>) => Promise<void>,
): Promise<undefined> {
  const organisations = await listOrganisations(offpeak.door);
  const organisation = organisations.find(({ id }) => id === organisationId);
  if (organisation) await work(offpeak.contextOf(organisation));
}
