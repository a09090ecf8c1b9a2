import type { Context } from "@/lib/platform/context";
import { type Job, type Outcome, on } from "@/lib/platform/queue";
import { loadSampleJob } from "@/lib/sample/jobs";
import { loadSample } from "@/lib/sample/load-sample";
import { bookBatch } from "@/lib/stages/batches/after/book-batch";
import { runRest } from "@/lib/stages/batches/after/run-rest";
import { countTokens } from "@/lib/stages/batches/count-tokens";
import {
  bookBatchJob,
  countTokensJob,
  preflightBatchJob,
  prepareBatchJob,
  runRestJob,
} from "@/lib/stages/batches/jobs";
import { preflightBatch } from "@/lib/stages/batches/preflight-batch";
import { prepareBatch } from "@/lib/stages/batches/preparing/prepare-batch";
import { refreshFigures } from "@/lib/stages/fit/refresh-figures";
import { applyFixes } from "@/lib/stages/imports/apply-fixes";
import { importFile } from "@/lib/stages/imports/import-file";
import { applyFixesJob, importFileJob, withdrawImportJob } from "@/lib/stages/imports/jobs";
import { withdrawImport } from "@/lib/stages/imports/withdraw-import";
import { ledgerChangedJob } from "@/lib/stages/ledger/jobs";
import { showStages } from "@/lib/stages/migration/show-stages";
import { tendMigrations } from "@/lib/stages/migration/tend-migrations";
import { ensureDefaultOrganisation } from "@/lib/stages/people/ensure-default-organisation";
import { findOrganisationById } from "@/lib/stages/people/find-organisation";
import { pricesOf } from "@/lib/stages/prices/override-price";
import { showAnswers } from "@/lib/stages/questions/answering/show-answers";
import { questionAnsweredJob, sendMessageJob, tendQuestionsJob } from "@/lib/stages/questions/jobs";
import { sendMessage } from "@/lib/stages/questions/outbox/send-message";
import { tendQuestions } from "@/lib/stages/questions/tending/tend-questions";
import type { Offpeak } from "./join";

type Handlers = ReturnType<typeof on>[];

/** Which verb a job is. A stage adds its lines here; every one of them must be safe to run twice. */
export function handlers(offpeak: Offpeak): Handlers {
  const changing = changingFigures(offpeak);
  const within = withinOrganisation(offpeak);
  return [
    changing(importFileJob, importFile),
    changing(withdrawImportJob, withdrawImport),
    changing(applyFixesJob, applyFixes),
    changing(ledgerChangedJob, async () => {}),
    changing(bookBatchJob, bookBatch),
    within(runRestJob, runRest, 2),
    // A mail server that hangs must not hold up the others.
    within(sendMessageJob, sendMessage, 4),
    within(preflightBatchJob, preflightBatch),
    // Counting takes minutes and is nobody's wait.
    within(countTokensJob, countTokens),
    within(prepareBatchJob, prepareBatch),
    within(questionAnsweredJob, async (ctx) => {
      await showStages(ctx);
      return undefined;
    }),
    within(tendQuestionsJob, async (ctx) => {
      await tendQuestions(ctx);
      await tendMigrations(ctx);
      return undefined;
    }),
    on(loadSampleJob, async () => {
      await loadSample(offpeak.contextOf(await ensureDefaultOrganisation(offpeak.door)));
      return undefined;
    }),
  ];
}

/**
 * A job of one organisation, at its own prices, after which everything derived from the ledger is made ready again.
 * When the organisation was removed meanwhile, there is nothing left to do.
 */
function changingFigures({ door, contextOf }: Offpeak) {
  return <P extends { organisationId: number }>(
    job: Job<P>,
    verb: (ctx: Context, payload: P) => Promise<unknown>,
  ) =>
    on(job, async (payload) => {
      const organisation = await findOrganisationById(door, payload.organisationId);
      if (!organisation) return undefined;
      const ctx = contextOf(organisation);
      await verb({ ...ctx, catalogue: await pricesOf(ctx) }, payload);
      await refreshFigures(ctx);
      await showAnswers(ctx);
      await tendMigrations(ctx);
      return undefined;
    });
}

/** A job of one organisation that leaves the ledger alone. */
function withinOrganisation({ door, contextOf }: Offpeak) {
  return <P extends { organisationId: number }>(
    job: Job<P>,
    verb: (ctx: Context, payload: P) => Promise<Outcome>,
    concurrency = 1,
  ) =>
    on(
      job,
      async (payload) => {
        const organisation = await findOrganisationById(door, payload.organisationId);
        return organisation ? verb(contextOf(organisation), payload) : undefined;
      },
      concurrency,
    );
}
