import path from "node:path";
import type { ProviderDefinition } from "@/lib/core/provider";
import type { Context } from "@/lib/platform/context";
import { log } from "@/lib/platform/log";
import { isDiskFull } from "@/lib/platform/stream-to-disk";
import { readOutputHistory } from "@/lib/stages/fit/read-output-history";
import { freezeRates } from "@/lib/stages/prices/freeze-rates";
import { findSupport } from "@/lib/stages/prices/model/batch-support";
import { SUPPORT_STATEMENTS } from "@/lib/stages/prices/rate-data";
import { modelLimitsOf } from "@/lib/stages/prices/request-limits";
import type { PreflightReport } from "../model/preflight";
import type { Counted } from "../model/preflight/estimating/estimate";
import { encodingOf } from "../model/preflight/estimating/tokenizers";
import { type JudgeInput, judge } from "../model/preflight/judge";
import type { Group } from "../model/preflight/lines";
import { loadAnswered, loadPaid, loadQueueUse, type Unsent } from "../store/checked";
import { writePlan } from "./plan-file";
import { type Scan, scanUpload } from "./scan";
import { countLines, keepCounts, readCounts } from "./tokens/count-lines";
import { counterOf, Measurer } from "./tokens/measure";
import { Sampler } from "./tokens/sampler";

/** So small that counting every line is as quick as guessing. */
const SMALL = 1_000_000;
const DAY_MS = 86_400_000;
/** Answers of an earlier batch count as paid for as long as they can still be had. */
const KEPT_DAYS = 30;

type Place = { definition: ProviderDefinition; folder: string };
export type Checked = {
  report: PreflightReport;
  /** Whether the tokens were estimated although they can be counted. */
  isCountable: boolean;
};

/** One pass over the upload and everything that is known beside it. Leaves the plan in `plan.next`. */
export async function checkUpload(
  ctx: Context,
  batch: Unsent,
  { definition, folder }: Place,
): Promise<Checked> {
  const begun = performance.now();
  const { dialect, id: provider } = definition;
  const upload = path.join(folder, "upload");
  const model = definition.needsModel ? batch.model : null;
  const since = new Date(ctx.now().getTime() - KEPT_DAYS * DAY_MS);
  const earlier = await loadAnswered(ctx, { ...batch, since });
  const isSmall = batch.bytes <= SMALL && dialect.texts !== undefined;
  const measurer = new Measurer(provider);
  const sampler = isSmall ? null : new Sampler(batch.bytes, dialect, (sample) => measurer.take(sample));
  const paidAmong = earlier.length > 0 ? (ids: string[]) => loadPaid(ctx, earlier, ids) : null;
  const scan = await scanUpload({ path: upload, dialect, fixes: batch.fixes, model, sampler, paidAmong });
  const canCount =
    dialect.texts !== undefined && scan.groups.some((group) => encodingOf(provider, group.model));
  const counted = await countsOf(scan, {
    upload,
    folder,
    dialect,
    provider,
    model,
    isNow: isSmall && canCount,
  });
  const known = await gather(ctx, batch, { definition, scan });
  const { report } = judge({ ...known, measured: await measurer.finish(), counted });
  const { fixes } = batch;
  const head = { version: 1 as const, fixes, groups: scan.groups, parts: report.parts };
  await writePlan(path.join(folder, "plan.next"), head, scan.lines);
  return {
    report: { ...report, tookMs: Math.round(performance.now() - begun) },
    isCountable: canCount && counted === null,
  };
}

type Counting = Parameters<typeof countLines>[0] & { folder: string; isNow: boolean };

async function countsOf({ lines }: Scan, { folder, isNow, ...input }: Counting): Promise<Counted | null> {
  const kept = await readCounts(folder, lines.count);
  if (kept || !isNow) return kept;
  try {
    const counted = await countLines({ ...input, counterOf });
    await keepCounts(folder, counted);
    return counted;
  } catch (error) {
    if (isDiskFull(error)) throw error;
    log.error("batches.count-tokens", error);
    return null; // an estimate does
  }
}

type Known = Omit<JudgeInput, "measured" | "counted">;

async function gather(
  ctx: Context,
  batch: Unsent,
  { definition, scan }: { definition: ProviderDefinition; scan: Scan },
): Promise<Known> {
  const { id: provider, label, limits, dialect } = definition;
  const { lines, groups, troubles, broken, bytes } = scan;
  const models = [...new Set(groups.flatMap(({ model }) => model ?? []))];
  const [history, rates, running] = await Promise.all([
    readOutputHistory(ctx, batch.endpointId),
    freezeRates(ctx, { provider, models, at: ctx.now() }),
    loadQueueUse(ctx, batch.connectionId),
  ]);
  const region = batch.settings.region ?? batch.settings.location;
  const hasQueue = definition.limitFields.some(({ name }) => name === "enqueuedTokens");
  return {
    ...{ lines, groups, troubles, broken, bytes, history, rates, running },
    ...{ fixes: batch.fixes, canary: batch.canary, connection: batch.limits },
    provider: { id: provider, label, limits, frame: dialect.frame, hasQueue },
    supportOf: ({ model, path: at }: Group) =>
      findSupport(SUPPORT_STATEMENTS, { provider, model: model ?? "", path: at, ...(region && { region }) }),
    modelOf: ({ model }: Group) => modelLimitsOf(provider, model ?? ""),
  };
}
