"use server";
import { action } from "@/app/_server/action";
import { retryBatch } from "@/lib/stages/batches/after/retry-batch";
import { runRemainingSync } from "@/lib/stages/batches/after/run-remaining-sync";
import { BatchId } from "@/lib/stages/batches/model/input";
import { cancelBatch } from "@/lib/stages/batches/monitoring/cancel-batch";
import { checkBatch } from "@/lib/stages/batches/monitoring/check-batch";
import { releaseCanary } from "@/lib/stages/batches/submitting/release-canary";
import { resolveBatch } from "@/lib/stages/batches/submitting/resolve-batch";
import { startBatch } from "@/lib/stages/batches/submitting/start-batch";
import { ResolveForm, RunRemainingForm } from "./forms";

const refresh = "/batches";
const next = ({ id }: { id: string }) => `/batches/${id}`;

export const start = action(BatchId, startBatch, { refresh, next });
export const check = action(BatchId, checkBatch, { refresh, next });
export const cancel = action(BatchId, cancelBatch, { refresh, next });
export const release = action(BatchId, releaseCanary, { refresh, next });
export const resolve = action(ResolveForm, resolveBatch, { refresh, next });
export const retry = action(BatchId, retryBatch, { refresh, next });
export const runRemaining = action(RunRemainingForm, runRemainingSync, { refresh, next });
