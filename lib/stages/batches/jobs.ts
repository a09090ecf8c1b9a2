import { z } from "zod";
import { defineJob } from "@/lib/platform/queue";

const Payload = z.object({ organisationId: z.number().int(), batchId: z.string() });

/** Looks through an upload before anything of it is sent. */
export const preflightBatchJob = defineJob({ name: "batches.preflight", payload: Payload });

/** Counts the tokens of an upload that were only estimated. */
export const countTokensJob = defineJob({ name: "batches.count-tokens", payload: Payload });

/** Writes the parts of a batch that may start. */
export const prepareBatchJob = defineJob({ name: "batches.prepare", payload: Payload });

/** A batch that is over enters the ledger, and tells its pilot how the night went. */
export const bookBatchJob = defineJob({ name: "batches.book", payload: Payload });

/** Runs what is left of a batch as single calls, a while at a time. */
export const runRestJob = defineJob({ name: "batches.run-rest", payload: Payload });
