import type { Catalogue, Rates } from "@/lib/core/catalogue";
import type { Tier, Verdict } from "@/lib/core/values";
import type { CacheRule } from "@/lib/stages/prices/model/cache-rules";
import { type AssumedShares, endpointForecast, type LongBand } from "./endpoint-forecast";
import type { Evidence } from "./evidence";
import type { EndpointUsage, Judged, StoredForecast } from "./stored";
import { judge } from "./verdict";

type Assumed = { hitRate: string | null; tail: string | null; fit: string | null };
/** The dearer band of a model, or null where one price holds for every length. */
export type LongRates = (
  provider: string,
  model: string,
) => { rates(tier: Tier): Rates | null } | null | undefined;

type Question = {
  evidence: Evidence;
  usage: readonly EndpointUsage[];
  assumed: Assumed | undefined;
  /** What a person says in place of the measured verdict. */
  overridden: Verdict | null;
  catalogue: Catalogue;
  cacheRules: readonly CacheRule[];
  longRates: LongRates;
  at: Date;
};

/** Verdict and forecast of one endpoint from what was measured, used and assumed. */
export function judgeEndpoint(question: Question): { fit: Judged; forecast: StoredForecast } {
  const { evidence, usage, assumed, catalogue, cacheRules, at } = question;
  const judged = judge(evidence, usage[0]?.label ?? "");
  const forecast = endpointForecast({
    usage,
    catalogue,
    cacheRules,
    at,
    fitShare: movingShare(question, judged.fitShare),
    assumed: sharesOf(assumed),
    longBand: (provider, model) => longBandOf(question, provider, model),
  });
  const findings = judged.findings.map(({ rule, calls, share }) => ({ rule: rule.id, calls, share }));
  return { fit: { ...judged, findings }, forecast };
}

/** Only what still runs as sync can move. Where a person says that all of it can wait, all of it does. */
function movingShare({ evidence, overridden }: Question, fitShare: number | null): number | null {
  if (overridden === "good") return 1;
  return fitShare === null ? null : (evidence.syncFitShare ?? fitShare);
}

function longBandOf({ evidence, longRates }: Question, provider: string, model: string): LongBand | null {
  const seen = evidence.long.find((band) => band.provider === provider && band.model === model);
  const long = seen && longRates(provider, model);
  return long ? { input: seen.input, output: seen.output, rates: long.rates } : null;
}

function sharesOf(assumed: Assumed | undefined): AssumedShares {
  const number = (text: string | null | undefined) => (text == null ? null : Number(text));
  return { hitRate: number(assumed?.hitRate), tail: number(assumed?.tail), fit: number(assumed?.fit) };
}
