import type { Picodollars } from "@/lib/core/money";
import type { Evidence } from "@/lib/stages/fit/model/evidence";
import type { StoredForecast } from "@/lib/stages/fit/model/stored";
import type { Traffic } from "./answer";

/** What earlier stages know of an endpoint. */
export type EndpointFacts = {
  key: string;
  evidence: Evidence | null;
  forecast: StoredForecast | null;
  verdict: string | null;
  fitShare: number | null;
  stage: string | null;
};

export const NO_FACTS: EndpointFacts = {
  key: "",
  evidence: null,
  forecast: null,
  verdict: null,
  fitShare: null,
  stage: null,
};

export type JobCost = { job: string; cost: Picodollars };

/** What a rule's share is measured on. */
export function trafficOf(facts: EndpointFacts, jobs: JobCost[]): Traffic {
  const all = jobs.reduce((sum, { cost }) => sum + cost, 0n);
  return {
    jobs:
      all === 0n
        ? []
        : jobs.map(({ job, cost }) => ({ job, share: Number((cost * 10_000n) / all) / 10_000 })),
    hoursOfWeek: facts.evidence?.hoursOfWeek ?? [],
    clients: facts.evidence?.clients ?? {},
  };
}
